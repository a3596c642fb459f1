"""What the programs for the releases of Arize's Python client share. ARIZE_API_SCHEME and ARIZE_API_HOST: the double."""

import json
import logging

from arize import ArizeClient
from arize._generated import api_client as generated

logging.getLogger("arize").setLevel(logging.ERROR)  # each method warns that it is an alpha
client = ArizeClient(api_key="arize-py")
transport = client.ai_integrations._api.api_client
flat_api, nested_api = generated.AIIntegrationsApi(transport), generated.IntegrationsApi(transport)

# Each generated method exists in these variants: the suffix of its name.
VARIANTS = ("", "_with_http_info", "_without_preload_content")


def data(reply, variant):
    """The JSON of a reply, or the dictionary of its model; None without a body."""
    if variant == "_without_preload_content":
        return json.loads(reply.read() or b"null")
    model = reply.data if variant == "_with_http_info" else reply
    return None if model is None else model.to_dict()
