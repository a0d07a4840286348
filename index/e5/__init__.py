"""multilingual-e5-small on this machine: weights, word pieces, network, engines."""
