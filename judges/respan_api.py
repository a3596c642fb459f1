"""Respan's own client, respan-api, against the double: python respan_api.py URL."""

import sys

from pydantic import ValidationError
from respan import RespanClient
from respan.core.api_error import ApiError
from respan.errors import NotFoundError


def refused(call, *args, **kwargs):
    """What the client raises for a call that must be refused."""
    try:
        call(*args, **kwargs)
    except ApiError as error:
        return error
    raise AssertionError(f"{call.__name__} was not refused")


def client(key):
    return RespanClient(base_url=sys.argv[1], authorization=f"Bearer {key}", respan_api_key=key)


models = client("respan-api").models

provider = models.create_custom_provider(provider_id="judged", provider_name="Judged", extra_kwargs={"api_key": "sk"})
assert (provider.id, provider.provider_id, provider.provider_name) == ("judged", "judged", "Judged")
assert provider.extra_kwargs is None  # SOURCES C1: never returned
assert provider.created_at.tzinfo is not None
print("created the provider", provider.id)

read = models.retrieve_custom_provider("judged")
assert (read.id, read.provider_name, read.created_at) == (provider.id, "Judged", provider.created_at)
assert models.update_custom_provider("judged", provider_name="Judged again").provider_name == "Judged again"
assert models.replace_custom_provider("judged", provider_name="Replaced").provider_name == "Replaced"
print("read, updated and replaced it by its string id")

try:
    models.list_custom_providers()
    raise AssertionError("SOURCES C13: the list of the pages is bare, and this client pages it")
except ValidationError:
    print("cannot read the bare list of the pages, as SOURCES C13 says")

model = models.create_custom_model(model_name="judged/model", base_model_name="openai/gpt-4", custom_provider_id="judged")
assert model.model_name == "judged/model"
print("created the model", model.model_name)
# A name with a slash goes into the path as it is: SOURCES A22.
assert models.retrieve_custom_model("judged/model").model_name == "judged/model"
assert models.update_custom_model("judged/model", input_cost=3).input_cost == 3
assert models.replace_custom_model("judged/model", output_cost=5).output_cost == 5
print("read, updated and replaced it")

built_in = refused(models.update_custom_model, "openai/gpt-4", input_cost=1)
print("a built-in model:", built_in.status_code, built_in.body)
assert built_in.status_code in (400, 403)

models.delete_custom_model("judged/model")
models.delete_custom_provider("judged")
gone = refused(models.retrieve_custom_provider, "judged")
assert isinstance(gone, NotFoundError) and gone.body == {"detail": "Not found."}
assert isinstance(refused(models.delete_custom_model, "judged/model"), NotFoundError)
print("deleted both, and neither is found")

revoked = refused(client("revoked-key").models.retrieve_custom_provider, "judged")
assert revoked.status_code == 401
print("a revoked key:", revoked.status_code, revoked.body)
