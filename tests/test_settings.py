from pathlib import Path

import pytest

from assistant.answering.llm import LanguageModel
from assistant.settings import Settings, read_settings
from corpus import YoujuError
from ui.home import chosen_llm


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env and no variable of the machine that runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"YOUJU_{name.upper()}", raising=False)


def test_nothing_set_means_the_embedded_default() -> None:
    settings = read_settings()
    assert settings.home.is_absolute()
    values = settings.model_dump()
    assert [name for name, value in values.items() if value is not None] == ["home", "keep_builds"]


def test_each_setting_has_a_line_of_help() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_the_environment_goes_before_dot_env(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("YOUJU_HOME=/from/file\nYOUJU_AUTH=a:b\nOTHER=1\n", "utf-8")
    monkeypatch.setenv("YOUJU_HOME", "/from/environment")
    settings = read_settings()
    assert (settings.home, settings.auth) == (Path("/from/environment"), "a:b")


def test_an_empty_value_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    default = read_settings()
    monkeypatch.setenv("YOUJU_HOME", "")
    monkeypatch.setenv("YOUJU_AUTH", "")
    assert read_settings() == default


def test_home_is_a_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    Path(".env").write_text("YOUJU_HOME=~/youju\n", "utf-8")
    assert read_settings().home == Path("/home/someone/youju")
    monkeypatch.setenv("YOUJU_HOME", "state")
    assert read_settings().home == tmp_path / "state"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"YOUJU_HOME=\xff\xfe\n", "UTF-8"),
        (b"OTHER=1\nYOUJU_HOME='half\n", "Line 2 of"),
        (b'YOUJU_AUTH\n=a:b\nYOUJU_HOME="half\n', "cannot be read"),
        (b"YOUJU_HOME=a\0b\n", "YOUJU_HOME cannot be read"),
        (b"YOUJU_HOME=~nobody-of-this-name/x\n", "YOUJU_HOME cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(written: bytes, said: str) -> None:
    Path(".env").write_bytes(written)
    with pytest.raises(YoujuError, match=said) as raised:
        read_settings()
    assert "\n" not in str(raised.value)


def test_an_error_shows_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("YOUJU_AUTH='staff:very-secret\n", "utf-8")
    with pytest.raises(YoujuError) as raised:
        read_settings()
    assert "very-secret" not in str(raised.value)


def test_lines_of_other_programs_are_left_alone() -> None:
    Path(".env").write_text("this is no setting of ours\nYOUJU_AUTH=a:b\n", "utf-8")
    assert read_settings().auth == "a:b"


def given(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg, arg-type]


def test_nothing_set_means_no_model() -> None:
    assert chosen_llm(given()) is None
    assert chosen_llm(given(llm_api_key="sk-1")) is None


def test_the_model_that_is_set_is_chosen() -> None:
    model = chosen_llm(given(llm_base_url=" http://localhost:1/v1 ", llm_model="qwen"))
    assert model == LanguageModel("http://localhost:1/v1", "qwen")
    assert "sk-1" not in repr(LanguageModel("http://localhost:1/v1", "qwen", "sk-1"))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"llm_base_url": "http://localhost/v1"}, "YOUJU_LLM_MODEL is not"),
        ({"llm_model": "qwen"}, "YOUJU_LLM_BASE_URL is not"),
        ({"llm_base_url": "localhost:1/v1", "llm_model": "q"}, "no address"),
        ({"llm_base_url": "http://", "llm_model": "q"}, "no address"),
        ({"llm_base_url": "http://a:b/v1", "llm_model": "q"}, "no address"),
        (
            {"llm_base_url": "http://a/v1", "llm_model": "q", "llm_api_key": "密钥"},
            "YOUJU_LLM_API_KEY",
        ),
    ],
)
def test_a_half_set_model_is_refused(values: dict[str, str], said: str) -> None:
    with pytest.raises(YoujuError, match=said) as raised:
        chosen_llm(given(**values))
    assert "密钥" not in str(raised.value)
