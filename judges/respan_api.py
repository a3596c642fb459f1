"""Respan's own client, respan-api, against the double of the edition that it speaks: python respan_api.py URL."""

import inspect
import sys
from importlib.metadata import version

from checks import Checks, methods_of, raised
from respan import RespanClient
from respan.errors import NotFoundError

START = "2026-01-01T00:00:00Z"
# What the double declines, each with a reason: stuntdouble explain respan. Of these, a release has those that it has.
DECLINED = {
    "list_models": lambda models: models.list_models(),
    "filter_models": lambda models: list(models.filter_models()),
    "filter_models_summary": lambda models: models.filter_models_summary(),
    "api_models_status_retrieve": lambda models: models.api_models_status_retrieve("gpt-4", start_time=START, end_time=START),
    "api_models_status_create": lambda models: models.api_models_status_create("gpt-4", start_time=START, end_time=START),
}


def client(key):
    options = {"base_url": sys.argv[1], "authorization": f"Bearer {key}", "respan_api_key": key}
    known = inspect.signature(RespanClient.__init__).parameters
    return RespanClient(**{name: value for name, value in options.items() if name in known})


plain = client("respan-api").models
checks = Checks(f"respan-api {version('respan-api')} (PyPI)", methods_of(plain))
models = checks.noting(plain)


def lists():
    listed = models.list_custom_providers()
    providers = getattr(listed, "results", listed)
    assert "my-azure-provider" in [provider.provider_id for provider in providers]
    if hasattr(listed, "results"):
        first = models.list_custom_providers(page=1, page_size=1)
        assert (first.count, len(first.results), first.previous) == (1, 1, None) and first.next
        second = models.list_custom_providers(page=2, page_size=1)
        assert second.results[0].provider_id != first.results[0].provider_id and second.previous


def provider_lives():
    made = models.create_custom_provider(provider_id="judged", provider_name="Judged", extra_kwargs={"timeout": 60})
    assert (made.id, made.provider_id, made.provider_name) == ("judged", "judged", "Judged")
    assert made.created_at.tzinfo is not None
    read = models.retrieve_custom_provider("judged")
    assert (read.id, read.provider_name, read.created_at) == (made.id, "Judged", made.created_at)
    assert models.update_custom_provider("judged", provider_name="Judged again").provider_name == "Judged again"
    assert models.replace_custom_provider("judged", provider_name="Replaced").provider_name == "Replaced"


def model_lives():
    name = "judged/model"  # a name with a slash goes into the path as it is
    made = models.create_custom_model(model_name=name, base_model_name="openai/gpt-4", custom_provider_id="judged")
    assert made.model_name == name
    assert models.retrieve_custom_model(name).model_name == name
    assert models.update_custom_model(name, input_cost=3).input_cost == 3
    assert models.replace_custom_model(name, output_cost=5).output_cost == 5


def refuses():
    assert raised(models.update_custom_model, "openai/gpt-4", input_cost=1).status_code in (400, 403)
    assert raised(client("revoked-key").models.retrieve_custom_provider, "judged").status_code == 401


def deletes():
    models.delete_custom_model("judged/model")
    models.delete_custom_provider("judged")
    gone = raised(models.retrieve_custom_provider, "judged")
    assert isinstance(gone, NotFoundError) and gone.body == {"detail": "Not found."}
    assert isinstance(raised(models.delete_custom_model, "judged/model"), NotFoundError)


def declined(call):
    return lambda: require_501(raised(call, models))


def require_501(error):
    assert getattr(error, "status_code", None) == 501, repr(error)


checks.check("the list of providers", lists)
checks.check("create, read, update and replace a provider", provider_lives)
checks.check("create, read, update and replace a model", model_lives)
checks.check("refusals as typed errors", refuses)
checks.check("delete both", deletes)
for method, call in DECLINED.items():
    if hasattr(plain, method):
        checks.check(f"{method} is declined", declined(call))
checks.finish()
