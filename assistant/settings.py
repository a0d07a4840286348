"""The one place that reads the environment and ``.env``: corpus and index take plain arguments."""

from pathlib import Path

from dotenv.parser import parse_stream
from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.errors import YoujuError

DOT_ENV = Path(".env")


class Settings(BaseSettings):
    """What a person may set. Unset or empty means the embedded default: no key, no server.

    ``.env`` is read in the working folder; the environment goes before it.
    """

    model_config = SettingsConfigDict(
        env_prefix="YOUJU_",
        env_file=DOT_ENV,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",  # .env holds other programs' settings too
        frozen=True,
    )

    home: Path = Field(
        default_factory=lambda: user_data_path("youju"), description="folder of all state"
    )
    llm_base_url: str | None = Field(
        default=None, description="OpenAI-compatible endpoint for answers"
    )
    llm_model: str | None = Field(default=None, description="model to ask there")
    llm_api_key: str | None = Field(default=None, description="its key, if it wants one")
    embed_base_url: str | None = Field(
        default=None, description="OpenAI-compatible embedding endpoint"
    )
    embed_model: str | None = Field(default=None, description="embedding model to ask there")
    embed_api_key: str | None = Field(default=None, description="its key, if it wants one")
    chroma_url: str | None = Field(
        default=None, description="a Chroma server instead of local files"
    )
    keep_builds: int = Field(default=3, ge=1, description="newest builds kept, to go back to")
    auth: str | None = Field(default=None, description="logins of the web page: name:password[,…]")
    upload: str | None = Field(
        default=None, description="who may change the sources there: on, off or names of logins"
    )

    @field_validator("home")
    @classmethod
    def _whole_path(cls, home: Path) -> Path:
        """No shell stands between ``.env`` and the program to read ``~``."""
        if "\0" in str(home):
            raise ValueError("a path holds no NUL")
        try:
            return home.expanduser().absolute()
        except RuntimeError as error:
            raise ValueError(f"nobody's folder is {home.parts[0]!r}") from error


def read_settings() -> Settings:
    """The settings of this process; what cannot be read is named in one sentence."""
    try:
        _check_dot_env()
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False)[0]  # a value may be a secret
        name = "YOUJU_" + "_".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise YoujuError(
            f"The setting {name} cannot be read ({reason}): correct it in the environment or"
            " in .env."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise YoujuError(
            f"The settings in {str(DOT_ENV.absolute())!r} cannot be read ({error}): save the file"
            " as UTF-8 text, or remove it."
        ) from error


def _check_dot_env() -> None:
    """A line of ours that cannot be parsed would be left out in silence, and a default be taken."""
    if not DOT_ENV.is_file():
        return
    with DOT_ENV.open(encoding="utf-8") as lines:
        for binding in parse_stream(lines):
            if binding.error and "YOUJU_" in binding.original.string:
                raise YoujuError(
                    f"Line {binding.original.line} of {str(DOT_ENV.absolute())!r} cannot be read:"
                    " write it as YOUJU_NAME=value, with both quotation marks or none."
                )
