/** The samples of the vendors' pages, as they are there. Placeholders have the values of the seeds. */

export type Tool = 'curl' | 'node' | 'axios' | 'python' | 'ruby' | 'go';

export interface Sample {
  name: string;
  vendor: string;
  tool: Tool;
  /** The host in the sample. */
  host: string;
  operation: string;
  /** The code of the page. */
  code: string;
  /** Placeholders in the code, with what the reader fills in. */
  filled?: Readonly<Record<string, string>>;
  /** What a reader writes before and after the code. */
  before?: string;
  after?: string;
  env?: Readonly<Record<string, string>>;
}

const NAIRI_ID = 'ai_01KFRX8K1CKQGCV2W5J9C9Z37H';
const nairi = {
  vendor: 'nairi',
  host: 'api.nairi.ai',
  operation: 'updateLlmIntegration',
  env: { NAIRI_API_KEY: 'any-key', INTEGRATION_ID: NAIRI_ID },
};
const respan = { vendor: 'respan', host: 'api.respan.ai', operation: 'updateProvider' };
const spideriq = {
  vendor: 'spideriq',
  host: 'spideriq.ai',
  operation: 'updateIntegration',
  tool: 'curl',
  env: { CLIENT_TOKEN: 'any-key' },
} as const;

const spideriqCall = (fields: string): string => `curl -X PATCH "https://spideriq.ai/api/v1/integrations/42" \\
-H "Authorization: Bearer $CLIENT_TOKEN" \\
-H "Content-Type: application/json" \\
-d '{
${fields}
}'`;

export const samples: readonly Sample[] = [
  {
    name: 'arize with curl',
    vendor: 'arize',
    host: 'api.arize.com',
    operation: 'integrations_update',
    tool: 'curl',
    filled: { '{integration_id}': 'TGxtSW50ZWdyYXRpb246MTI6YUJjRA==' },
    code: `curl --request PATCH \\
  --url https://api.arize.com/v2/integrations/{integration_id} \\
  --header 'Authorization: Bearer <token>' \\
  --header 'Content-Type: application/json' \\
  --data '
{
  "type": "llm",
  "name": "<string>",
  "scopings": [
    {
      "organization_id": "<string>",
      "space_id": "<string>"
    }
  ],
  "config": {
    "provider": "openAI",
    "api_key": "<string>",
    "is_default_models_enabled": true,
    "is_function_calling_enabled": true
  }
}
'`,
  },
  {
    name: 'langdock with axios',
    vendor: 'langdock',
    host: 'api.langdock.com',
    operation: 'updateIntegration',
    tool: 'axios',
    code: `const axios = require("axios");

async function updateIntegration(integrationId) {
  const response = await axios.patch(
    \`https://api.langdock.com/integrations/v1/\${integrationId}\`,
    {
      name: "Updated Integration Name",
      description: "New description for the integration"
    },
    {
      headers: {
        Authorization: "Bearer YOUR_API_KEY",
        "Content-Type": "application/json"
      }
    }
  );

  console.log("Updated integration:", response.data.integration);
}

updateIntegration("550e8400-e29b-41d4-a716-446655440000");`,
  },
  {
    ...nairi,
    name: 'nairi with curl',
    tool: 'curl',
    filled: { INTEGRATION_ID: NAIRI_ID },
    code: `curl -X PATCH https://api.nairi.ai/api/public/v1/integrations/llm/INTEGRATION_ID \\
  -H "Authorization: Bearer $NAIRI_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{ "name": "Staging Anthropic" }'`,
  },
  {
    ...nairi,
    name: 'nairi with fetch',
    tool: 'node',
    before: `const integrationId = '${NAIRI_ID}';`,
    code: `const res = await fetch(
  \`https://api.nairi.ai/api/public/v1/integrations/llm/\${integrationId}\`,
  {
    method: "PATCH",
    headers: {
      Authorization: \`Bearer \${process.env.NAIRI_API_KEY}\`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ name: "Staging Anthropic" }),
  },
);
const data = await res.json();`,
  },
  {
    ...nairi,
    name: 'nairi with Ruby',
    tool: 'ruby',
    before: `integration_id = '${NAIRI_ID}'`,
    code: `require "net/http"
require "json"
require "uri"

uri = URI("https://api.nairi.ai/api/public/v1/integrations/llm/#{integration_id}")
req = Net::HTTP::Patch.new(uri)
req["Authorization"] = "Bearer #{ENV['NAIRI_API_KEY']}"
req["Content-Type"] = "application/json"
req.body = { name: "Staging Anthropic" }.to_json

res = Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |h| h.request(req) }
data = JSON.parse(res.body)`,
  },
  {
    ...nairi,
    name: 'nairi with Python',
    tool: 'python',
    before: `integration_id = '${NAIRI_ID}'`,
    code: `import os
import requests

res = requests.patch(
    f"https://api.nairi.ai/api/public/v1/integrations/llm/{integration_id}",
    headers={
        "Authorization": f"Bearer {os.environ['NAIRI_API_KEY']}",
        "Content-Type": "application/json",
    },
    json={"name": "Staging Anthropic"},
)
data = res.json()`,
  },
  {
    ...nairi,
    name: 'nairi with Go',
    tool: 'go',
    code: `package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

func main() {
	id := os.Getenv("INTEGRATION_ID")
	body, _ := json.Marshal(map[string]any{"name": "Staging Anthropic"})
	req, _ := http.NewRequest("PATCH", "https://api.nairi.ai/api/public/v1/integrations/llm/"+id, bytes.NewReader(body))
	req.Header.Set("Authorization", "Bearer "+os.Getenv("NAIRI_API_KEY"))
	req.Header.Set("Content-Type", "application/json")
	res, _ := http.DefaultClient.Do(req)
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	var data map[string]any
	json.Unmarshal(raw, &data)
	fmt.Println(data)
}`,
  },
  {
    ...respan,
    name: 'respan with Python',
    tool: 'python',
    before: 'import requests',
    code: `provider_pk = 123
url = f"https://api.respan.ai/api/providers/{provider_pk}/"
headers = { "Authorization": "Bearer YOUR_API_KEY", "Content-Type": "application/json" }
payload = { "provider_name": "Updated Azure Provider", "api_key": "new-api-key" }
response = requests.patch(url, headers=headers, json=payload)
print(response.json())`,
  },
  {
    ...respan,
    name: 'respan with fetch',
    tool: 'node',
    code: `const providerPk = 123;
const url = \`https://api.respan.ai/api/providers/\${providerPk}/\`;
const headers = { 'Authorization': 'Bearer YOUR_API_KEY', 'Content-Type': 'application/json' };
const payload = { provider_name: 'Updated Azure Provider', api_key: 'new-api-key' };
const response = await fetch(url, { method: 'PATCH', headers: headers, body: JSON.stringify(payload) });
const data = await response.json();
console.log(data);`,
  },
  {
    ...respan,
    name: 'respan with curl',
    tool: 'curl',
    code: `curl -X PATCH "https://api.respan.ai/api/providers/123/" \\
-H "Authorization: Bearer YOUR_API_KEY" \\
-H "Content-Type: application/json" \\
-d '{ "provider_name": "Updated Azure Provider", "api_key": "new-api-key" }'`,
  },
  {
    ...spideriq,
    name: 'spideriq with curl: limits',
    code: spideriqCall('"daily_limit": 20000,\n"minute_limit": 200'),
  },
  { ...spideriq, name: 'spideriq with curl: disable a key', code: spideriqCall('"is_active": false') },
  {
    ...spideriq,
    name: 'spideriq with curl: spend limit',
    code: spideriqCall(
      '"spend_limit_amount": 1000.00,\n"spend_limit_period": "monthly",\n"spend_limit_action": "block"',
    ),
  },
  { ...spideriq, name: 'spideriq with curl: make primary', code: spideriqCall('"is_primary": true') },
];
