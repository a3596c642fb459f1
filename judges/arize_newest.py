"""Arize's Python client since August 2026, arize 8.61.0 or later, against the double."""

from arize.integrations import types
from arize.version import __version__
from arize_client import VARIANTS, client, data, flat_api, generated, nested_api
from checks import Checks, methods_of, raised

SPACE = "U3BhY2U6MTIzNDU="  # by its id, since spaces are not served
checks = Checks(
    f"arize {__version__} (PyPI)",
    methods_of(client.ai_integrations, "ai_integrations.")
    + methods_of(client.integrations, "integrations.")
    + methods_of(flat_api)
    + methods_of(nested_api),
)
flat = checks.noting(client.ai_integrations, "ai_integrations.")
nested = checks.noting(client.integrations, "integrations.")
raw_flat, raw_nested = checks.noting(flat_api), checks.noting(nested_api)

BEDROCK = {
    "DEFAULT": types.CreateAwsBedrockAuth(
        generated.CreateAwsBedrockDefaultAuth(auth_type="DEFAULT", role_arn="arn:aws:iam::1:role/r")
    ),
    "BEARER_TOKEN": types.CreateAwsBedrockAuth(
        generated.CreateAwsBedrockBearerTokenAuth(auth_type="BEARER_TOKEN", api_key="sk")
    ),
}
CONFIGS = [
    types.CreateOpenAiConfig(provider="OPEN_AI", api_key="sk"),
    types.CreateAnthropicConfig(provider="ANTHROPIC", api_key="sk", base_url="https://a.example"),
    types.CreateGeminiConfig(provider="GEMINI", api_key="sk"),
    types.CreateAwsBedrockConfig(provider="AWS_BEDROCK", auth=BEDROCK["DEFAULT"], model_names=["m"]),
    types.CreateAwsBedrockConfig(provider="AWS_BEDROCK", auth=BEDROCK["BEARER_TOKEN"], model_names=["m"]),
    types.CreateCustomConfig(provider="CUSTOM", base_url="https://c.example", headers={"a": "b"}, model_names=["m"]),
    types.CreateVertexAiConfig(provider="VERTEX_AI", project_id="p", location="l", project_access_label="a"),
    types.CreateNvidiaNimConfig(provider="NVIDIA_NIM", is_default_models_enabled=True),
    types.CreateLiteLlmConfig(provider="LITELLM", base_url="https://l.example", api_key="sk"),
    types.CreateFireworksConfig(provider="FIREWORKS", api_key="sk"),
    types.CreateTogetherAiConfig(provider="TOGETHER_AI", api_key="sk"),
]


def llm(name, config):
    def run():
        made = nested.create_llm(name=name, config=config)
        assert made.config.actual_instance.provider == config.provider
        read = nested.get(integration=name, integration_type="LLM")
        assert read.to_dict() == made.to_dict()
        assert flat.get(integration=made.id).provider == config.provider

    return run


def updates():
    changed = nested.update_llm(integration="LLM 5", model_names=["n"], api_key=None, headers={"c": "d"})
    config = changed.config.actual_instance
    assert (config.model_names, config.has_api_key, config.header_names) == (["n"], False, ["c"])
    assert raised(nested.update_llm, integration="LLM 0", project_id="p").status == 422
    assert raised(nested.create_llm, name="LLM 0", config=CONFIGS[0]).status == 409


def agents():
    preset = types.CreateAgentRequestPresetInput(name="default", config={"input": "hello"})
    schema = {"type": "object"}
    made = nested.create_agent(
        name="Agent", endpoint="https://agent.example", input_schema=schema, headers={"a": "b"}, request_presets=[preset]
    )
    assert made.config.has_headers and made.config.request_presets[0].name == "default"
    changed = nested.update_agent(integration="Agent", description="Answers", headers=None)
    assert (changed.description, changed.config.has_headers) == ("Answers", False)
    assert [item.name for item in nested.list(integration_type="AGENT").integrations] == ["Agent"]
    nested.delete(integration=made.id)
    assert raised(nested.get, integration=made.id).status == 404


def lists():
    first = nested.list(name="llm", limit=2)
    assert first.pagination.has_more
    rest = nested.list(name="llm", limit=2, cursor=first.pagination.next_cursor)
    assert rest.integrations[0].id != first.integrations[0].id


def flat_form():
    metadata = generated.GcpProviderMetadataRequest(kind="GCP", project_id="p", location="l", project_access_label="a")
    made = flat.create(name="Flat", provider="AZURE_OPEN_AI", api_key="sk", headers={"x-team": "judges"})
    assert made.has_api_key and made.headers == {"x-team": "judges"} and made.auth_type == "DEFAULT"
    moved = flat.update(integration="Flat", space=SPACE, provider="VERTEX_AI", provider_metadata=metadata)
    assert moved.provider_metadata.actual_instance.project_id == "p"
    assert [item.name for item in flat.list(name="FLAT").ai_integrations] == ["Flat"]
    flat.delete(integration=made.id)
    assert raised(flat.get, integration=made.id).status == 404


def generated_methods(api, one, many, create, update, variant):
    """Calls each generated method of an API in one of its variants."""

    def call(method, *args, **kwargs):
        return data(getattr(api, method + variant)(*args, **kwargs), variant)

    def run():
        made = call(f"create_{one}", create(f"Raw{variant}"))
        assert call(f"get_{one}", made["id"])["name"] == f"Raw{variant}"
        assert call(f"update_{one}", made["id"], update(f"Renamed{variant}"))["name"] == f"Renamed{variant}"
        assert len(call(f"list_{one}s", limit=1)[many]) == 1
        call(f"delete_{one}", made["id"])
        assert raised(getattr(api, f"get_{one}"), made["id"]).status == 404

    return run


def new_evaluator(name):
    config = generated.CreateEvaluatorIntegrationConfigInput(endpoint="https://e.example", input_schema={"type": "object"})
    body = generated.CreateEvaluatorIntegrationRequest(type="EVALUATOR", name=name, config=config)
    return generated.CreateIntegrationRequest(actual_instance=body)


def renamed_evaluator(name):
    body = generated.UpdateEvaluatorIntegrationRequest(type="EVALUATOR", name=name)
    return generated.UpdateIntegrationRequest(actual_instance=body)


for at, config in enumerate(CONFIGS):
    checks.check(f"an LLM integration with {config.provider}", llm(f"LLM {at}", config))
checks.check("update an LLM integration, and refusals as typed errors", updates)
checks.check("an agent", agents)
checks.check("the list in pages", lists)
checks.check("the flat form", flat_form)
for variant in VARIANTS:
    new_flat = lambda name: generated.CreateAiIntegrationRequest(name=name, provider="CUSTOM")
    renamed_flat = lambda name: generated.UpdateAiIntegrationRequest(name=name)
    checks.check(
        f"generated methods of the flat form{variant}",
        generated_methods(raw_flat, "ai_integration", "ai_integrations", new_flat, renamed_flat, variant),
    )
    checks.check(
        f"generated methods of /v2/integrations{variant}",
        generated_methods(raw_nested, "integration", "integrations", new_evaluator, renamed_evaluator, variant),
    )
checks.finish()
