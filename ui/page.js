/* The page's clicks and keys. Gradio runs this once, when the conversation is shown, as the body of
   a function (element, trigger, props, server, upload, watch). Texts come rendered and escaped from
   the server; nothing here makes HTML of a text. */

const desk = () => document.getElementById("yj-desk");
const panel = () => document.getElementById("yj-panel");
let opened = null; // the button of the source that is shown: focus goes back to it
let key = null;

async function openSource(citation) {
  const { source, start, end, quote } = citation.dataset;
  let html;
  try {
    html = await server.open_source({ source, start: Number(start), end: Number(end), quote });
  } catch {
    html = null;
  }
  opened = citation;
  key = keyOf(citation);
  showPanel(html);
  markOpened();
}

const keyOf = ({ dataset }) => [dataset.source, dataset.start, dataset.end].join(" ");

// Chip and row of the shown citation carry the mark; a growing answer is rendered without it.
function markOpened() {
  for (const citation of element.querySelectorAll("[data-source]"))
    if (keyOf(citation) === key) citation.setAttribute("aria-current", "true");
    else citation.removeAttribute("aria-current");
}

function showPanel(html) {
  const body = panel().querySelector(".yj-panel-body");
  const failed = panel().querySelector(".yj-panel-failed");
  failed.hidden = html !== null;
  body.innerHTML = html ?? "";
  desk().dataset.source = "open";
  panel().hidden = false;
  const print = body.querySelector(".yj-print");
  const quoted = print?.querySelector("mark");
  if (quoted) {
    // By hand: scrollIntoView would move the page under the panel too.
    const offset = quoted.getBoundingClientRect().top - print.getBoundingClientRect().top;
    print.scrollTop = Math.max(0, offset - print.clientHeight / 4);
  }
  (body.querySelector("h2") ?? panel().querySelector(".yj-close")).focus({ preventScroll: true });
}

function closePanel() {
  if (panel().hidden) return;
  panel().hidden = true;
  delete desk().dataset.source;
  key = null;
  markOpened();
  if (opened?.isConnected) opened.focus({ preventScroll: true });
  opened = null;
}

async function copyText(button) {
  if (button.classList.contains("yj-said")) return;
  const label = button.textContent;
  button.textContent = (await copied(button.dataset.text)) ? button.dataset.done : button.dataset.refused;
  button.classList.add("yj-said");
  setTimeout(() => {
    button.textContent = label;
    button.classList.remove("yj-said");
  }, 2000);
}

async function copied(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* refused: the older way below needs no permission */
    }
  }
  // A page served by plain http to another machine has no clipboard object.
  const box = document.createElement("textarea");
  box.value = text;
  box.style.position = "fixed";
  box.style.opacity = "0";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.source !== undefined) openSource(button);
  else if (button.matches(".yj-example")) trigger("example", { question: button.textContent });
  else if (button.matches(".yj-retry")) trigger("retry");
  else if (button.matches(".yj-copy")) copyText(button);
});

document.addEventListener("click", (event) => {
  if (event.target.closest(".yj-close")) closePanel();
  else if (event.target.closest("#yj-new")) closePanel();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) closePanel();
});

// A new question is brought to the top once; while its answer grows, the reader scrolls.
let turns = 0;
watch("value", () => {
  const shown = element.querySelectorAll(".yj-turn");
  if (shown.length > turns) shown[shown.length - 1].scrollIntoView({ block: "start" });
  turns = shown.length;
  markOpened();
});
