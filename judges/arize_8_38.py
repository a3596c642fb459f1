"""Arize's Python client for the base edition, arize 8.38.0, against the double."""

from arize.version import __version__
from arize_client import VARIANTS, client, data, flat_api, generated, nested_api
from checks import Checks, methods_of, raised

# Its high-level client has the flat form alone; the other one is in the generated code.
checks = Checks(
    f"arize {__version__} (PyPI)",
    methods_of(client.ai_integrations, "ai_integrations.") + methods_of(flat_api) + methods_of(nested_api),
)
high = checks.noting(client.ai_integrations, "ai_integrations.")
flat, nested = checks.noting(flat_api), checks.noting(nested_api)


def lists():
    page = high.list(limit=1)
    assert len(page.ai_integrations) == 1 and page.pagination.has_more
    rest = high.list(limit=1, cursor=page.pagination.next_cursor)
    assert rest.ai_integrations[0].id != page.ai_integrations[0].id
    assert [item.name for item in high.list(name="SANDBOX").ai_integrations] == ["Sandbox OpenAI"]


def lives():
    made = high.create(
        name="Judged",
        provider="awsBedrock",
        api_key="sk-judged",
        headers={"x-team": "judges"},
        provider_metadata=generated.AwsProviderMetadata(kind="aws", role_arn="arn:aws:iam::1:role/judged"),
    )
    assert made.has_api_key and made.headers == {"x-team": "judges"}
    assert made.provider_metadata.actual_instance.role_arn == "arn:aws:iam::1:role/judged"
    assert high.get(integration=made.id).to_dict() == made.to_dict()
    assert high.get(integration="Judged", space="Production").id == made.id
    moved = high.update(integration=made.id, provider="gemini", api_key=None, provider_metadata=None)
    assert (moved.provider, moved.has_api_key, moved.provider_metadata) == ("gemini", False, None)
    high.delete(integration=made.id)
    assert raised(high.get, integration=made.id).status == 404


def refuses():
    taken = raised(high.create, name="Production OpenAI", provider="openAI")
    assert taken.status == 409, taken
    assert raised(nested.integrations_get, "no id").status == 400
    made = nested.integrations_create(nested_body("Immutable"))
    wrong = generated.UpdateLlmIntegrationRequest(type="llm")
    assert raised(nested.integrations_update, made.id, wrong).status == 422


def nested_body(name):
    config = generated.CreateOpenAiConfig(provider="openAI", api_key="sk-judged")
    return generated.CreateLlmIntegrationRequest(type="llm", name=name, config=config)


def calling(api, prefix, variant):
    """Calls a generated method by its short name, in one of its variants."""
    return lambda name, *args, **kwargs: data(getattr(api, f"{prefix}_{name}{variant}")(*args, **kwargs), variant)


def generated_flat(variant):
    def run():
        call = calling(flat, "ai_integrations", variant)
        body = generated.AiIntegrationsCreateRequest(name=f"Flat{variant}", provider="custom")
        made = call("create", body)
        assert call("get", made["id"])["name"] == made["name"]
        assert made["id"] in [item["id"] for item in call("list")["ai_integrations"]]
        change = generated.AiIntegrationsUpdateRequest(base_url="https://judged.example")
        assert call("update", made["id"], change)["base_url"] == "https://judged.example"
        call("delete", made["id"])
        assert raised(flat.ai_integrations_get, made["id"]).status == 404

    return run


def generated_nested(variant):
    def run():
        call = calling(nested, "integrations", variant)
        made = call("create", nested_body(f"Nested{variant}"))
        assert made["config"]["has_api_key"] is True
        assert call("get", made["id"])["name"] == made["name"]
        assert made["id"] in [item["id"] for item in call("list", type="llm")["integrations"]]
        config = generated.UpdateLlmConfig(is_default_models_enabled=True)
        change = generated.UpdateLlmIntegrationRequest(type="llm", name=f"Renamed{variant}", config=config)
        changed = call("update", made["id"], change)
        assert changed["config"]["is_default_models_enabled"] is True and changed["name"] == f"Renamed{variant}"
        call("delete", made["id"])
        assert raised(nested.integrations_get, made["id"]).status == 404

    return run


checks.check("the list, its pages and its filter", lists)
checks.check("create, read, update and delete through the flat form", lives)
checks.check("refusals as typed errors", refuses)
for variant in VARIANTS:
    checks.check(f"ai_integrations_*{variant}", generated_flat(variant))
    checks.check(f"integrations_*{variant}", generated_nested(variant))
checks.finish()
