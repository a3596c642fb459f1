// Generated from specs/ by `npm run vendor-types`.
export interface paths {
    "/v2/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List integrations
         * @description One page of the integrations that the caller may read, the newest first.
         *     Filters can be combined; each one narrows the result. A cursor belongs to the filters with which it was issued; the limit may change from page to page.
         */
        get: operations["integrations_list"];
        put?: never;
        /**
         * Create an integration
         * @description Stores a new integration. Its name must be free among the integrations that share its names: those of `LLM`, and those of `AGENT` and `EVALUATOR` (409 otherwise). Without `scopings` the whole account sees it.
         */
        post: operations["integrations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/integrations/{integration_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an integration
         * @description One integration by its id. An integration that the caller may not read is answered like one that does not exist.
         */
        get: operations["integrations_get"];
        put?: never;
        post?: never;
        /**
         * Delete an integration
         * @description Removes an integration permanently. The name becomes free again; a second delete of the same id is 404.
         */
        delete: operations["integrations_delete"];
        options?: never;
        head?: never;
        /**
         * Update an integration
         * @description Changes the fields that are sent and keeps the others. `type` and `config.provider` must be the stored ones when sent, `type` always must be; at least one other field must be sent; a field that the stored provider does not have is refused: 422 each. The envelope and `config` merge deeply; `scopings`, `config.auth`, `config.headers`, `config.model_names` and `config.request_presets` are replaced. `null` clears a field that is nullable.
         */
        patch: operations["integrations_update"];
        trace?: never;
    };
    "/v2/ai-integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List AI integrations
         * @description One page of the integrations that the caller may read, the newest first, in the flat form.
         *     Filters can be combined; each one narrows the result. A cursor belongs to the filters with which it was issued; the limit may change from page to page.
         */
        get: operations["ai_integrations_list"];
        put?: never;
        /**
         * Create an AI integration
         * @description Stores a new integration, from the flat form. Its name must be free within the account (409 otherwise).
         *     Without `scopings` the whole account sees it.
         */
        post: operations["ai_integrations_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/ai-integrations/{integration_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an AI integration
         * @description One integration by its id, in the flat form. An integration that the caller may not read is answered like one that does not exist.
         */
        get: operations["ai_integrations_get"];
        put?: never;
        post?: never;
        /**
         * Delete an AI integration
         * @description Removes an integration permanently. The name becomes free again; a second delete of the same id is 404.
         */
        delete: operations["ai_integrations_delete"];
        options?: never;
        head?: never;
        /**
         * Update an AI integration
         * @description Changes the fields that are sent and keeps the others.
         *
         *     - At least one field must be sent; `{}` is 422.
         *     - `provider` may change.
         *     - `null` clears `api_key`, `base_url`, `headers` and `provider_metadata`; for any other field it is refused with 400.
         *     - `model_names`, `headers`, `provider_metadata` and `scopings` replace the stored value as a whole.
         *     - `api_key` replaces the stored key and is never shown.
         *     - A name that another integration of the same account has is 409; the integration's own name is accepted.
         */
        patch: operations["ai_integrations_update"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One visibility rule, as replies show it. Both null is the whole account; an organization alone is all of that organization. */
        IntegrationScoping: {
            /** @description Global id of an organization. */
            organization_id: string | null;
            /** @description Global id of a space. */
            space_id: string | null;
        };
        /** @description One visibility rule, as requests send it. A key left out means null. */
        IntegrationScopingRequest: {
            /** @description Global id of an organization. */
            organization_id?: string | null;
            /** @description Global id of a space. */
            space_id?: string | null;
        };
        /** @description One page of integrations, the newest first. */
        IntegrationListResponse: {
            integrations: components["schemas"]["Integration"][];
            pagination: components["schemas"]["PaginationMetadata"];
        };
        /** @description Whether and where the list goes on. */
        PaginationMetadata: {
            /** @description Whether a further page exists. */
            has_more: boolean;
            /** @description The `cursor` of the next page. Present only when `has_more` is true; absent, not null, otherwise. */
            next_cursor?: string;
        };
        /** @description An integration in the flat form, as every reply of /v2/ai-integrations shows it. Fields that are not set are left out. */
        AiIntegration: {
            /** @description Global id, base64 with padding. */
            id: string;
            /** @description Unique within the account. */
            name: string;
            provider: components["schemas"]["AiIntegrationProvider"];
            /** @description Whether a provider key is stored. */
            has_api_key: boolean;
            /** @description Address of the provider, if it is not its usual one. */
            base_url?: string | null;
            /** @description The models that are offered. */
            model_names?: string[] | null;
            /** @description Headers of the calls to the provider, with their values. */
            headers?: {
                [key: string]: string;
            } | null;
            /** @description Whether the provider's default models are offered. */
            enable_default_models: boolean;
            /** @description Whether function calling is offered. */
            function_calling_enabled: boolean;
            auth_type: components["schemas"]["AiIntegrationAuthType"];
            provider_metadata?: components["schemas"]["ShownAwsProviderMetadata"] | components["schemas"]["ShownGcpProviderMetadata"] | null;
            /** @description Who sees the integration. The whole account when the list is empty or its one rule names nothing. */
            scopings: components["schemas"]["IntegrationScoping"][];
            /**
             * Format: date-time
             * @description When it was created, in UTC with milliseconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last updated, in UTC with milliseconds.
             */
            updated_at: string;
            /** @description Global id of the user whose credential created it. */
            created_by_user_id: string;
        };
        /**
         * @description The LLM provider. May change.
         * @enum {string}
         */
        AiIntegrationProvider: "OPEN_AI" | "AZURE_OPEN_AI" | "AWS_BEDROCK" | "VERTEX_AI" | "ANTHROPIC" | "CUSTOM" | "NVIDIA_NIM" | "GEMINI" | "LITELLM" | "FIREWORKS" | "TOGETHER_AI";
        /**
         * @description How calls to the provider are authenticated.
         * @enum {string}
         */
        AiIntegrationAuthType: "DEFAULT" | "PROXY_WITH_HEADERS" | "BEARER_TOKEN";
        /** @description What the provider `AWS_BEDROCK` needs. */
        AwsProviderMetadata: {
            /** @enum {string} */
            kind: "AWS";
            /** @description The role that is assumed. */
            role_arn: string;
            /** @description The external id of the role's policy. */
            external_id?: string | null;
        };
        /** @description What the provider `VERTEX_AI` needs. */
        GcpProviderMetadata: {
            /** @enum {string} */
            kind: "GCP";
            /** @description The project. */
            project_id: string;
            /** @description Its region. */
            location: string;
            /** @description The label by which access to the project is checked. */
            project_access_label: string;
        };
        /** @description One page of integrations in the flat form, the newest first. */
        AiIntegrationListResponse: {
            ai_integrations: components["schemas"]["AiIntegration"][];
            pagination: components["schemas"]["PaginationMetadata"];
        };
        /** @description A new integration, in the flat form. */
        CreateAiIntegrationRequest: {
            /** @description Unique within the account. */
            name: string;
            provider: components["schemas"]["AiIntegrationProvider"];
            /** @description The provider's key. Never returned; `has_api_key` stands for it. */
            api_key?: string;
            /** @description Address of the provider, if it is not its usual one. */
            base_url?: string;
            /** @description The models that are offered. */
            model_names?: string[];
            /** @description Headers of the calls to the provider. */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description Whether the provider's default models are offered.
             * @default false
             */
            enable_default_models?: boolean;
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            function_calling_enabled?: boolean;
            auth_type?: components["schemas"]["AiIntegrationAuthType"];
            provider_metadata?: components["schemas"]["AwsProviderMetadata"] | components["schemas"]["GcpProviderMetadata"];
            /** @description Who sees the integration. Left out, the whole account does, and replies show one rule with both ids null. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
        };
        /** @description The changes to an integration, in the flat form. At least one field must be sent (422 otherwise). */
        UpdateAiIntegrationRequest: {
            /** @description Unique within the account. */
            name?: string;
            provider?: components["schemas"]["AiIntegrationProvider"];
            /** @description A string replaces the stored key, null forgets it. Never returned; `has_api_key` stands for it. */
            api_key?: string | null;
            /** @description Address of the provider, if it is not its usual one. */
            base_url?: string | null;
            /** @description The models that are offered. */
            model_names?: string[];
            /** @description Headers of the calls to the provider. */
            headers?: {
                [key: string]: string;
            } | null;
            /** @description Whether the provider's default models are offered. */
            enable_default_models?: boolean;
            /** @description Whether function calling is offered. */
            function_calling_enabled?: boolean;
            auth_type?: components["schemas"]["AiIntegrationAuthType"];
            provider_metadata?: components["schemas"]["AwsProviderMetadata"] | components["schemas"]["GcpProviderMetadata"] | null;
            /** @description Who sees the integration. Replaces the stored rules as a whole. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
        };
        /** @description An error, in the form of RFC 9457. */
        Problem: {
            /**
             * Format: uri-reference
             * @description Address of the page and section about this class of error.
             */
            type: string;
            /** @description The class of error, in a few words. */
            title: string;
            /** @description The HTTP status, once more. */
            status: number;
            /** @description What went wrong with this request. */
            detail: string;
            /**
             * Format: uri-reference
             * @description The path that was asked for.
             */
            instance: string;
        };
        /**
         * @description The LLM provider. Fixed at creation.
         * @enum {string}
         */
        LlmIntegrationProvider: "OPEN_AI" | "ANTHROPIC" | "GEMINI" | "AWS_BEDROCK" | "CUSTOM" | "VERTEX_AI" | "NVIDIA_NIM" | "LITELLM" | "FIREWORKS" | "TOGETHER_AI";
        /**
         * @description The category of an integration. Fixed at creation.
         * @enum {string}
         */
        IntegrationType: "LLM" | "AGENT" | "EVALUATOR";
        /** @description An integration as replies show it. `type` tells its shape. */
        Integration: {
            /** @description Global id, base64 with padding. */
            id: string;
            type: components["schemas"]["IntegrationType"];
            /** @description Unique among the integrations that share its names. */
            name: string;
            /** @description Who sees the integration. The whole account when the list is empty or its one rule names nothing. */
            scopings: components["schemas"]["IntegrationScoping"][];
            /**
             * Format: date-time
             * @description When it was created, in UTC with milliseconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last updated, in UTC with milliseconds.
             */
            updated_at: string;
            /** @description Global id of the user whose credential created it. */
            created_by_user_id: string;
        } & (components["schemas"]["LlmIntegration"] | components["schemas"]["AgentIntegration"] | components["schemas"]["EvaluatorIntegration"]);
        /** @description What an integration of the type `LLM` has. */
        LlmIntegration: {
            /**
             * @description The category. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "LLM";
            config: components["schemas"]["LlmConfig"];
        };
        /** @description What an integration of the type `AGENT` has. */
        AgentIntegration: {
            /**
             * @description The category. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "AGENT";
            /** @description A description for people. */
            description?: string | null;
            config: components["schemas"]["AgentConfig"];
        };
        /** @description What an integration of the type `EVALUATOR` has. */
        EvaluatorIntegration: {
            /**
             * @description The category. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            type: "EVALUATOR";
            /** @description A description for people. */
            description?: string | null;
            config: components["schemas"]["EvaluatorConfig"];
        };
        /** @description How a provider is used, as replies show it. */
        LlmConfig: components["schemas"]["OpenAiConfig"] | components["schemas"]["AnthropicConfig"] | components["schemas"]["GeminiConfig"] | components["schemas"]["AwsBedrockConfig"] | components["schemas"]["CustomConfig"] | components["schemas"]["VertexAiConfig"] | components["schemas"]["NvidiaNimConfig"] | components["schemas"]["LiteLlmConfig"] | components["schemas"]["FireworksConfig"] | components["schemas"]["TogetherAiConfig"];
        /** @description How the provider `OPEN_AI` is used, as replies show it. */
        OpenAiConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "OPEN_AI";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
        };
        /** @description How the provider `ANTHROPIC` is used, as replies show it. */
        AnthropicConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "ANTHROPIC";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description The address of the endpoint; null for the provider's own. */
            base_url?: string | null;
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
        };
        /** @description How the provider `GEMINI` is used, as replies show it. */
        GeminiConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "GEMINI";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
        };
        /** @description How the provider `AWS_BEDROCK` is used, as replies show it. */
        AwsBedrockConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "AWS_BEDROCK";
            auth?: components["schemas"]["AwsBedrockAuth"];
            /** @description Whether the provider's default models are offered. */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered; empty when there are none. */
            model_names?: string[];
        };
        /** @description How the provider `CUSTOM` is used, as replies show it. */
        CustomConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "CUSTOM";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description The address of the endpoint. */
            base_url?: string | null;
            /** @description The names of the headers; empty when there are none. */
            header_names?: string[];
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
            /** @description Whether the provider's default models are offered. */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered; empty when there are none. */
            model_names?: string[];
        };
        /** @description How the provider `VERTEX_AI` is used, as replies show it. */
        VertexAiConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "VERTEX_AI";
            /** @description The project. */
            project_id?: string;
            /** @description Its region. */
            location?: string;
            /** @description The label by which access to the project is checked. */
            project_access_label?: string;
        };
        /** @description How the provider `NVIDIA_NIM` is used, as replies show it. */
        NvidiaNimConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "NVIDIA_NIM";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description The address of the endpoint; null for the provider's own. */
            base_url?: string | null;
            /** @description The names of the headers; empty when there are none. */
            header_names?: string[];
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
            /** @description Whether the provider's default models are offered. */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered; empty when there are none. */
            model_names?: string[];
        };
        /** @description How the provider `LITELLM` is used, as replies show it. */
        LiteLlmConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "LITELLM";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description The address of the endpoint. */
            base_url?: string | null;
            /** @description The names of the headers; empty when there are none. */
            header_names?: string[];
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
            /** @description The models that are offered; empty when there are none. */
            model_names?: string[];
        };
        /** @description How the provider `FIREWORKS` is used, as replies show it. */
        FireworksConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "FIREWORKS";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
            /** @description Whether the provider's default models are offered. */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered; empty when there are none. */
            model_names?: string[];
        };
        /** @description How the provider `TOGETHER_AI` is used, as replies show it. */
        TogetherAiConfig: {
            /**
             * @description The LLM provider. Fixed at creation. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "TOGETHER_AI";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
            /** @description Whether the provider's default models are offered. */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered; empty when there are none. */
            model_names?: string[];
        };
        /** @description How calls to Bedrock are authenticated, as replies show it. */
        AwsBedrockAuth: components["schemas"]["AwsBedrockDefaultAuth"] | components["schemas"]["AwsBedrockBearerTokenAuth"] | components["schemas"]["AwsBedrockProxyWithHeadersAuth"];
        /** @description One way to authenticate, as replies show it. */
        AwsBedrockDefaultAuth: {
            /**
             * @description The way. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            auth_type: "DEFAULT";
            /** @description The role that is assumed. */
            role_arn?: string;
            /** @description The external id of the role's policy; null when there is none. */
            external_id?: string | null;
            /** @description The address of the endpoint; null for the provider's own. */
            base_url?: string | null;
        };
        /** @description One way to authenticate, as replies show it. */
        AwsBedrockBearerTokenAuth: {
            /**
             * @description The way. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            auth_type: "BEARER_TOKEN";
            /** @description Whether a provider key is stored. */
            has_api_key?: boolean;
            /** @description The address of the endpoint; null for the provider's own. */
            base_url?: string | null;
        };
        /** @description One way to authenticate, as replies show it. */
        AwsBedrockProxyWithHeadersAuth: {
            /**
             * @description The way. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            auth_type: "PROXY_WITH_HEADERS";
            /** @description The address of the proxy. */
            base_url?: string;
            /** @description The names of the headers; empty when there are none. */
            header_names?: string[];
        };
        /** @description How calls to Bedrock are to be authenticated. */
        CreateAwsBedrockAuth: {
            /**
             * @description Tells the shape of the rest.
             * @enum {string}
             */
            auth_type: "DEFAULT" | "BEARER_TOKEN" | "PROXY_WITH_HEADERS";
        } & (unknown & unknown & unknown);
        /** @description One way to authenticate. */
        CreateAwsBedrockDefaultAuth: {
            /**
             * @description The way.
             * @enum {string}
             */
            auth_type: "DEFAULT";
            /** @description The role that is assumed. */
            role_arn: string;
            /** @description The external id of the role's policy. */
            external_id?: string;
            /** @description The address of the endpoint, if it is not the provider's own. */
            base_url?: string;
        };
        /** @description One way to authenticate. */
        CreateAwsBedrockBearerTokenAuth: {
            /**
             * @description The way.
             * @enum {string}
             */
            auth_type: "BEARER_TOKEN";
            /** @description The provider's key. Never returned. */
            api_key: string;
            /** @description The address of the endpoint, if it is not the provider's own. */
            base_url?: string;
        };
        /** @description One way to authenticate. */
        CreateAwsBedrockProxyWithHeadersAuth: {
            /**
             * @description The way.
             * @enum {string}
             */
            auth_type: "PROXY_WITH_HEADERS";
            /** @description The address of the proxy. */
            base_url: string;
            /** @description Headers of the calls to the endpoint. Never returned; `header_names` has their names. */
            headers?: {
                [key: string]: string;
            };
        };
        /** @description The endpoint of an agent, as replies show it. */
        AgentConfig: {
            /** @description Where requests are sent. */
            endpoint: string;
            /** @description Whether headers are stored. */
            has_headers?: boolean;
            /** @description JSON Schema (Draft-07) of the endpoint's request bodies. */
            input_schema: Record<string, never>;
            /** @description Named request bodies. */
            request_presets?: components["schemas"]["AgentRequestPreset"][];
        };
        /** @description The endpoint of an evaluator, as replies show it. */
        EvaluatorConfig: {
            /** @description Where requests are sent. */
            endpoint: string;
            /** @description Whether headers are stored. */
            has_headers?: boolean;
            /** @description JSON Schema (Draft-07) of the endpoint's request bodies. */
            input_schema: Record<string, never>;
        };
        /** @description A named request body, as replies show it. */
        AgentRequestPreset: {
            /** @description Made by the server. */
            id: string;
            /** @description Unique within the integration. */
            name: string;
            /** @description A description for people. */
            description?: string | null;
            /** @description Part of a request body. */
            config: Record<string, never>;
        };
        /** @description A named request body. */
        AgentRequestPresetRequest: {
            /** @description Unique within the integration. */
            name: string;
            /** @description A description for people. */
            description?: string | null;
            /** @description Part of a request body. */
            config: Record<string, never>;
        };
        /** @description A new integration. `type` tells its shape. */
        CreateIntegrationRequest: {
            /**
             * @description Tells the shape of the rest.
             * @enum {string}
             */
            type: "LLM" | "AGENT" | "EVALUATOR";
            /** @description Unique among the integrations that share its names. */
            name: string;
            /** @description Its shape depends on the category and the provider. */
            config: Record<string, never>;
        } & (unknown & unknown & unknown);
        /** @description A new integration of the type `LLM`. */
        CreateLlmIntegrationRequest: {
            /**
             * @description The category.
             * @enum {string}
             */
            type: "LLM";
            /** @description Unique among the integrations that share its names. */
            name: string;
            /** @description Who sees the integration. Left out, the whole account does, and replies show one rule with both ids null. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
            config: components["schemas"]["CreateLlmConfig"];
        };
        /** @description How a provider is to be used. `provider` tells the shape. */
        CreateLlmConfig: {
            /**
             * @description Tells the shape of the rest.
             * @enum {string}
             */
            provider: "OPEN_AI" | "ANTHROPIC" | "GEMINI" | "AWS_BEDROCK" | "CUSTOM" | "VERTEX_AI" | "NVIDIA_NIM" | "LITELLM" | "FIREWORKS" | "TOGETHER_AI";
        } & (unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown);
        /** @description How the provider `OPEN_AI` is to be used. */
        CreateOpenAiConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "OPEN_AI";
            /** @description The provider's key. Never returned. */
            api_key: string;
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
        };
        /** @description How the provider `ANTHROPIC` is to be used. */
        CreateAnthropicConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "ANTHROPIC";
            /** @description The provider's key. Never returned. */
            api_key: string;
            /** @description The address of the endpoint, if it is not the provider's own. */
            base_url?: string;
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
        };
        /** @description How the provider `GEMINI` is to be used. */
        CreateGeminiConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "GEMINI";
            /** @description The provider's key. Never returned. */
            api_key: string;
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
        };
        /** @description How the provider `AWS_BEDROCK` is to be used. */
        CreateAwsBedrockConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "AWS_BEDROCK";
            auth: components["schemas"]["CreateAwsBedrockAuth"];
            /**
             * @description Whether the provider's default models are offered.
             * @default false
             */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
        };
        /** @description How the provider `CUSTOM` is to be used. */
        CreateCustomConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "CUSTOM";
            /** @description The address of the endpoint. */
            base_url: string;
            /** @description The provider's key. Never returned. */
            api_key?: string;
            /** @description Headers of the calls to the endpoint. Never returned; `header_names` has their names. */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
            /**
             * @description Whether the provider's default models are offered.
             * @default false
             */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
        };
        /** @description How the provider `VERTEX_AI` is to be used. */
        CreateVertexAiConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "VERTEX_AI";
            /** @description The project. */
            project_id: string;
            /** @description Its region. */
            location: string;
            /** @description The label by which access to the project is checked. */
            project_access_label: string;
        };
        /** @description How the provider `NVIDIA_NIM` is to be used. */
        CreateNvidiaNimConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "NVIDIA_NIM";
            /** @description The address of the endpoint, if it is not the provider's own. */
            base_url?: string;
            /** @description The provider's key. Never returned. */
            api_key?: string;
            /** @description Headers of the calls to the endpoint. Never returned; `header_names` has their names. */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
            /**
             * @description Whether the provider's default models are offered.
             * @default false
             */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
        };
        /** @description How the provider `LITELLM` is to be used. */
        CreateLiteLlmConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "LITELLM";
            /** @description The address of the endpoint. */
            base_url: string;
            /** @description The provider's key. Never returned. */
            api_key: string;
            /** @description Headers of the calls to the endpoint. Never returned; `header_names` has their names. */
            headers?: {
                [key: string]: string;
            };
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
        };
        /** @description How the provider `FIREWORKS` is to be used. */
        CreateFireworksConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "FIREWORKS";
            /** @description The provider's key. Never returned. */
            api_key: string;
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
            /**
             * @description Whether the provider's default models are offered.
             * @default false
             */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
        };
        /** @description How the provider `TOGETHER_AI` is to be used. */
        CreateTogetherAiConfig: {
            /**
             * @description The LLM provider.
             * @enum {string}
             */
            provider: "TOGETHER_AI";
            /** @description The provider's key. Never returned. */
            api_key: string;
            /**
             * @description Whether function calling is offered.
             * @default true
             */
            is_function_calling_enabled?: boolean;
            /**
             * @description Whether the provider's default models are offered.
             * @default false
             */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
        };
        /** @description A new integration of the type `AGENT`. */
        CreateAgentIntegrationRequest: {
            /**
             * @description The category.
             * @enum {string}
             */
            type: "AGENT";
            /** @description Unique among the integrations that share its names. */
            name: string;
            /** @description A description for people. */
            description?: string | null;
            /** @description Who sees the integration. Left out, the whole account does, and replies show one rule with both ids null. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
            /** @description The endpoint. */
            config: {
                /** @description Where requests are sent; HTTPS. */
                endpoint: string;
                /** @description Headers of the requests. Never returned; `has_headers` stands for them. */
                headers?: {
                    [key: string]: string;
                };
                /** @description JSON Schema (Draft-07) of the endpoint's request bodies. */
                input_schema: Record<string, never>;
                /** @description Named request bodies. */
                request_presets?: components["schemas"]["AgentRequestPresetRequest"][];
            };
        };
        /** @description A new integration of the type `EVALUATOR`. */
        CreateEvaluatorIntegrationRequest: {
            /**
             * @description The category.
             * @enum {string}
             */
            type: "EVALUATOR";
            /** @description Unique among the integrations that share its names. */
            name: string;
            /** @description A description for people. */
            description?: string | null;
            /** @description Who sees the integration. Left out, the whole account does, and replies show one rule with both ids null. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
            /** @description The endpoint. */
            config: {
                /** @description Where requests are sent; HTTPS. */
                endpoint: string;
                /** @description Headers of the requests. Never returned; `has_headers` stands for them. */
                headers?: {
                    [key: string]: string;
                };
                /** @description JSON Schema (Draft-07) of the endpoint's request bodies. */
                input_schema: Record<string, never>;
            };
        };
        /** @description The changes to an integration. At least one field besides `type` must be sent (422 otherwise). */
        UpdateIntegrationRequest: {
            /**
             * @description Tells the shape of the rest.
             * @enum {string}
             */
            type: "LLM" | "AGENT" | "EVALUATOR";
            /** @description The new name. */
            name?: string;
            /** @description The changes to the configuration. */
            config?: Record<string, never>;
        } & (unknown & unknown & unknown);
        /** @description The changes to an integration of the type `LLM`. */
        UpdateLlmIntegrationRequest: {
            /**
             * @description Must be the stored category. Any other value is 422, also one outside the enum or of another JSON type.
             * @enum {string}
             */
            type: "LLM";
            /** @description The new name. */
            name?: string;
            /** @description Replaces the stored rules as a whole. An empty list opens the integration to the whole account. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
            config?: components["schemas"]["UpdateLlmConfig"];
        };
        /** @description The changes to the configuration. A field that the stored provider does not have is refused with 422. */
        UpdateLlmConfig: {
            provider?: components["schemas"]["LlmIntegrationProvider"];
            /** @description A string replaces the stored key, null forgets it. Never returned. */
            api_key?: string | null;
            /** @description Whether function calling is offered. */
            is_function_calling_enabled?: boolean;
            auth?: components["schemas"]["CreateAwsBedrockAuth"];
            /** @description The address of the endpoint; null for the provider's own. */
            base_url?: string | null;
            /** @description Replaces the stored headers; null forgets them. Never returned. */
            headers?: {
                [key: string]: string;
            } | null;
            /** @description Whether the provider's default models are offered. */
            is_default_models_enabled?: boolean;
            /** @description The models that are offered. */
            model_names?: string[];
            /** @description The project. */
            project_id?: string;
            /** @description Its region. */
            location?: string;
            /** @description The label by which access to the project is checked. */
            project_access_label?: string;
        };
        /** @description The changes to an integration of the type `AGENT`. */
        UpdateAgentIntegrationRequest: {
            /**
             * @description Must be the stored category.
             * @enum {string}
             */
            type: "AGENT";
            /** @description The new name. */
            name?: string;
            /** @description A description for people; null clears it. */
            description?: string | null;
            /** @description Replaces the stored rules as a whole. An empty list opens the integration to the whole account. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
            /** @description The changes to the endpoint. */
            config?: {
                /** @description Where requests are sent; HTTPS. */
                endpoint?: string;
                /** @description Replaces the stored headers; null forgets them. Never returned. */
                headers?: {
                    [key: string]: string;
                } | null;
                /** @description JSON Schema (Draft-07) of the endpoint's request bodies. */
                input_schema?: Record<string, never>;
                /** @description Named request bodies. */
                request_presets?: components["schemas"]["AgentRequestPresetRequest"][];
            };
        };
        /** @description The changes to an integration of the type `EVALUATOR`. */
        UpdateEvaluatorIntegrationRequest: {
            /**
             * @description Must be the stored category.
             * @enum {string}
             */
            type: "EVALUATOR";
            /** @description The new name. */
            name?: string;
            /** @description A description for people; null clears it. */
            description?: string | null;
            /** @description Replaces the stored rules as a whole. An empty list opens the integration to the whole account. */
            scopings?: components["schemas"]["IntegrationScopingRequest"][];
            /** @description The changes to the endpoint. */
            config?: {
                /** @description Where requests are sent; HTTPS. */
                endpoint?: string;
                /** @description Replaces the stored headers; null forgets them. Never returned. */
                headers?: {
                    [key: string]: string;
                } | null;
                /** @description JSON Schema (Draft-07) of the endpoint's request bodies. */
                input_schema?: Record<string, never>;
            };
        };
        /** @description What replies show of the metadata of `AWS_BEDROCK`. */
        ShownAwsProviderMetadata: {
            /**
             * @description The kind.
             * @enum {string}
             */
            kind: "AWS";
            /** @description The role that is assumed. */
            role_arn?: string;
            /** @description The external id of the role's policy. */
            external_id?: string | null;
        };
        /** @description What replies show of the metadata of `VERTEX_AI`. */
        ShownGcpProviderMetadata: {
            /**
             * @description The kind.
             * @enum {string}
             */
            kind: "GCP";
            /** @description The project. */
            project_id?: string;
            /** @description Its region. */
            location?: string;
            /** @description The label by which access to the project is checked. */
            project_access_label?: string;
        };
    };
    responses: {
        /**
         * @description The request cannot be read or does not have the shape of the contract: broken JSON, a wrong type, a missing,
         *     empty or unknown field, `null` where it is not allowed, a malformed id, an unusable query parameter.
         */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#invalid-request",
                 *       "title": "Invalid request parameters",
                 *       "status": 400,
                 *       "detail": "The 'name' field is required and must be a non-empty string.",
                 *       "instance": "/resource"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The `Authorization` header is absent or of another form, or its key is unknown, expired or revoked. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#authentication-required",
                 *       "title": "Authentication required",
                 *       "status": 401,
                 *       "detail": "You must be authenticated to access this resource.",
                 *       "instance": "/resource"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller may see the resource but may not do this with it. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#access-forbidden",
                 *       "title": "Access forbidden",
                 *       "status": 403,
                 *       "detail": "You do not have permission to access this resource.",
                 *       "instance": "/resource/12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not documented by the vendor; the credential lacks the permission to read integrations at all. */
        ForbiddenUndocumented: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#access-forbidden",
                 *       "title": "Access forbidden",
                 *       "status": 403,
                 *       "detail": "You do not have permission to access this resource.",
                 *       "instance": "/resource/12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The resource does not exist, or the caller may not see it; the two look the same. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#resource-not-found",
                 *       "title": "Resource not found",
                 *       "status": 404,
                 *       "detail": "The requested resource with ID '12345' was not found.",
                 *       "instance": "/resource/12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller cannot see the space of `space_id`. Not answered, because each caller can see every space. */
        NotFoundUndocumented: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#resource-not-found",
                 *       "title": "Resource not found",
                 *       "status": 404,
                 *       "detail": "The requested resource with ID '12345' was not found.",
                 *       "instance": "/resource/12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another integration of the same account and type has this name. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#resource-conflict",
                 *       "title": "Resource conflict",
                 *       "status": 409,
                 *       "detail": "A resource with the given identifier already exists.",
                 *       "instance": "/resource"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not documented by the vendor; the body is over the size limit. */
        ContentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Content Too Large",
                 *       "status": 413,
                 *       "detail": "The request body is too large.",
                 *       "instance": "/resource"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not documented by the vendor; the body is not sent as `application/json`. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unsupported Media Type",
                 *       "status": 415,
                 *       "detail": "The request body must be sent as application/json.",
                 *       "instance": "/resource"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description The request has the right shape but cannot be carried out. On update: `type` or `config.provider` is not
         *     the stored one, or nothing but `type` was sent.
         */
        UnprocessableEntity: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#unprocessable-entity",
                 *       "title": "Unprocessable Entity",
                 *       "status": 422,
                 *       "detail": "One or more fields failed validation.",
                 *       "instance": "/resource/12345"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests. */
        RateLimitExceeded: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "https://arize.com/docs/ax/rest-reference/errors#rate-limit-exceeded",
                 *       "title": "Rate limit exceeded",
                 *       "status": 429,
                 *       "detail": "You have exceeded the allowed number of requests. Please try again later.",
                 *       "instance": "/resource"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
         *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
         * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
         */
        IntegrationId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Seconds to wait before the next request.
         * @example 42
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type IntegrationScoping = components['schemas']['IntegrationScoping'];
export type IntegrationScopingRequest = components['schemas']['IntegrationScopingRequest'];
export type IntegrationListResponse = components['schemas']['IntegrationListResponse'];
export type PaginationMetadata = components['schemas']['PaginationMetadata'];
export type AiIntegration = components['schemas']['AiIntegration'];
export type AiIntegrationProvider = components['schemas']['AiIntegrationProvider'];
export type AiIntegrationAuthType = components['schemas']['AiIntegrationAuthType'];
export type AwsProviderMetadata = components['schemas']['AwsProviderMetadata'];
export type GcpProviderMetadata = components['schemas']['GcpProviderMetadata'];
export type AiIntegrationListResponse = components['schemas']['AiIntegrationListResponse'];
export type CreateAiIntegrationRequest = components['schemas']['CreateAiIntegrationRequest'];
export type UpdateAiIntegrationRequest = components['schemas']['UpdateAiIntegrationRequest'];
export type Problem = components['schemas']['Problem'];
export type LlmIntegrationProvider = components['schemas']['LlmIntegrationProvider'];
export type IntegrationType = components['schemas']['IntegrationType'];
export type Integration = components['schemas']['Integration'];
export type LlmIntegration = components['schemas']['LlmIntegration'];
export type AgentIntegration = components['schemas']['AgentIntegration'];
export type EvaluatorIntegration = components['schemas']['EvaluatorIntegration'];
export type LlmConfig = components['schemas']['LlmConfig'];
export type OpenAiConfig = components['schemas']['OpenAiConfig'];
export type AnthropicConfig = components['schemas']['AnthropicConfig'];
export type GeminiConfig = components['schemas']['GeminiConfig'];
export type AwsBedrockConfig = components['schemas']['AwsBedrockConfig'];
export type CustomConfig = components['schemas']['CustomConfig'];
export type VertexAiConfig = components['schemas']['VertexAiConfig'];
export type NvidiaNimConfig = components['schemas']['NvidiaNimConfig'];
export type LiteLlmConfig = components['schemas']['LiteLlmConfig'];
export type FireworksConfig = components['schemas']['FireworksConfig'];
export type TogetherAiConfig = components['schemas']['TogetherAiConfig'];
export type AwsBedrockAuth = components['schemas']['AwsBedrockAuth'];
export type AwsBedrockDefaultAuth = components['schemas']['AwsBedrockDefaultAuth'];
export type AwsBedrockBearerTokenAuth = components['schemas']['AwsBedrockBearerTokenAuth'];
export type AwsBedrockProxyWithHeadersAuth = components['schemas']['AwsBedrockProxyWithHeadersAuth'];
export type CreateAwsBedrockAuth = components['schemas']['CreateAwsBedrockAuth'];
export type CreateAwsBedrockDefaultAuth = components['schemas']['CreateAwsBedrockDefaultAuth'];
export type CreateAwsBedrockBearerTokenAuth = components['schemas']['CreateAwsBedrockBearerTokenAuth'];
export type CreateAwsBedrockProxyWithHeadersAuth = components['schemas']['CreateAwsBedrockProxyWithHeadersAuth'];
export type AgentConfig = components['schemas']['AgentConfig'];
export type EvaluatorConfig = components['schemas']['EvaluatorConfig'];
export type AgentRequestPreset = components['schemas']['AgentRequestPreset'];
export type AgentRequestPresetRequest = components['schemas']['AgentRequestPresetRequest'];
export type CreateIntegrationRequest = components['schemas']['CreateIntegrationRequest'];
export type CreateLlmIntegrationRequest = components['schemas']['CreateLlmIntegrationRequest'];
export type CreateLlmConfig = components['schemas']['CreateLlmConfig'];
export type CreateOpenAiConfig = components['schemas']['CreateOpenAiConfig'];
export type CreateAnthropicConfig = components['schemas']['CreateAnthropicConfig'];
export type CreateGeminiConfig = components['schemas']['CreateGeminiConfig'];
export type CreateAwsBedrockConfig = components['schemas']['CreateAwsBedrockConfig'];
export type CreateCustomConfig = components['schemas']['CreateCustomConfig'];
export type CreateVertexAiConfig = components['schemas']['CreateVertexAiConfig'];
export type CreateNvidiaNimConfig = components['schemas']['CreateNvidiaNimConfig'];
export type CreateLiteLlmConfig = components['schemas']['CreateLiteLlmConfig'];
export type CreateFireworksConfig = components['schemas']['CreateFireworksConfig'];
export type CreateTogetherAiConfig = components['schemas']['CreateTogetherAiConfig'];
export type CreateAgentIntegrationRequest = components['schemas']['CreateAgentIntegrationRequest'];
export type CreateEvaluatorIntegrationRequest = components['schemas']['CreateEvaluatorIntegrationRequest'];
export type UpdateIntegrationRequest = components['schemas']['UpdateIntegrationRequest'];
export type UpdateLlmIntegrationRequest = components['schemas']['UpdateLlmIntegrationRequest'];
export type UpdateLlmConfig = components['schemas']['UpdateLlmConfig'];
export type UpdateAgentIntegrationRequest = components['schemas']['UpdateAgentIntegrationRequest'];
export type UpdateEvaluatorIntegrationRequest = components['schemas']['UpdateEvaluatorIntegrationRequest'];
export type ShownAwsProviderMetadata = components['schemas']['ShownAwsProviderMetadata'];
export type ShownGcpProviderMetadata = components['schemas']['ShownGcpProviderMetadata'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseForbiddenUndocumented = components['responses']['ForbiddenUndocumented'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseNotFoundUndocumented = components['responses']['NotFoundUndocumented'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponseContentTooLarge = components['responses']['ContentTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseUnprocessableEntity = components['responses']['UnprocessableEntity'];
export type ResponseRateLimitExceeded = components['responses']['RateLimitExceeded'];
export type ParameterIntegrationId = components['parameters']['IntegrationId'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type $defs = Record<string, never>;
export interface operations {
    integrations_list: {
        parameters: {
            query?: {
                /**
                 * @description Only integrations that are visible in the space with this global id.
                 * @example U3BhY2U6MTIzNDU=
                 */
                space_id?: string;
                /**
                 * @description Only integrations that are visible in a space whose name contains this text, in upper or lower case.
                 * @example production
                 */
                space_name?: string;
                /**
                 * @description Only integrations whose own name contains this text, in upper or lower case.
                 * @example openai
                 */
                name?: string;
                /**
                 * @description The most integrations on one page. Out of range or not an integer is refused with 400.
                 * @example 50
                 */
                limit?: number;
                /** @description Where the page starts, as told by `pagination.next_cursor` of the page before. Opaque; an unusable one is refused with 400. */
                cursor?: string;
                /**
                 * @description Only integrations of this category. Left out, those of `LLM` and `AGENT`. A value outside the enum is refused with 400.
                 * @example LLM
                 */
                type?: components["schemas"]["IntegrationType"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of integrations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "integrations": [
                     *         {
                     *           "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *           "type": "LLM",
                     *           "name": "Production OpenAI",
                     *           "scopings": [
                     *             {
                     *               "organization_id": null,
                     *               "space_id": null
                     *             }
                     *           ],
                     *           "created_at": "2026-02-13T21:27:19.055Z",
                     *           "updated_at": "2026-02-13T21:27:19.279Z",
                     *           "created_by_user_id": "VXNlcjoxOm5OYkM=",
                     *           "config": {
                     *             "provider": "OPEN_AI",
                     *             "has_api_key": true,
                     *             "is_function_calling_enabled": true
                     *           }
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "has_more": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationListResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundUndocumented"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    integrations_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The integration to store. Fields that are not listed are refused with 400. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIntegrationRequest"];
            };
        };
        responses: {
            /** @description The integration as stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *       "type": "LLM",
                     *       "name": "Production OpenAI",
                     *       "scopings": [
                     *         {
                     *           "organization_id": null,
                     *           "space_id": null
                     *         }
                     *       ],
                     *       "created_at": "2026-02-13T21:27:19.055Z",
                     *       "updated_at": "2026-02-13T21:27:19.279Z",
                     *       "created_by_user_id": "VXNlcjoxOm5OYkM=",
                     *       "config": {
                     *         "provider": "OPEN_AI",
                     *         "has_api_key": true,
                     *         "is_function_calling_enabled": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    integrations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
                 *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
                 * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
                 */
                integration_id: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *       "type": "LLM",
                     *       "name": "Production OpenAI",
                     *       "scopings": [
                     *         {
                     *           "organization_id": null,
                     *           "space_id": null
                     *         }
                     *       ],
                     *       "created_at": "2026-02-13T21:27:19.055Z",
                     *       "updated_at": "2026-02-13T21:27:19.279Z",
                     *       "created_by_user_id": "VXNlcjoxOm5OYkM=",
                     *       "config": {
                     *         "provider": "OPEN_AI",
                     *         "has_api_key": true,
                     *         "is_function_calling_enabled": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ForbiddenUndocumented"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    integrations_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
                 *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
                 * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
                 */
                integration_id: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration is gone. No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description An evaluator uses the integration. Not answered, because evaluators are not part of this contract. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "https://arize.com/docs/ax/rest-reference/errors#resource-conflict",
                     *       "title": "Resource conflict",
                     *       "status": 409,
                     *       "detail": "A resource with the given identifier already exists.",
                     *       "instance": "/resource"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    integrations_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
                 *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
                 * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
                 */
                integration_id: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        /** @description The fields to change. Fields that are not listed are refused with 400. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateIntegrationRequest"];
            };
        };
        responses: {
            /** @description The whole integration as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *       "type": "LLM",
                     *       "name": "Updated OpenAI",
                     *       "scopings": [
                     *         {
                     *           "organization_id": null,
                     *           "space_id": null
                     *         }
                     *       ],
                     *       "created_at": "2026-02-13T21:27:19.055Z",
                     *       "updated_at": "2026-02-13T21:27:19.279Z",
                     *       "created_by_user_id": "VXNlcjoxOm5OYkM=",
                     *       "config": {
                     *         "provider": "OPEN_AI",
                     *         "has_api_key": true,
                     *         "is_function_calling_enabled": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Integration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    ai_integrations_list: {
        parameters: {
            query?: {
                /**
                 * @description Only integrations that are visible in the space with this global id.
                 * @example U3BhY2U6MTIzNDU=
                 */
                space_id?: string;
                /**
                 * @description Only integrations that are visible in a space whose name contains this text, in upper or lower case.
                 * @example production
                 */
                space_name?: string;
                /**
                 * @description Only integrations whose own name contains this text, in upper or lower case.
                 * @example openai
                 */
                name?: string;
                /**
                 * @description The most integrations on one page. Out of range or not an integer is refused with 400.
                 * @example 50
                 */
                limit?: number;
                /** @description Where the page starts, as told by `pagination.next_cursor` of the page before. Opaque; an unusable one is refused with 400. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of integrations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ai_integrations": [
                     *         {
                     *           "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *           "name": "Production OpenAI",
                     *           "provider": "OPEN_AI",
                     *           "has_api_key": true,
                     *           "enable_default_models": false,
                     *           "function_calling_enabled": true,
                     *           "auth_type": "DEFAULT",
                     *           "scopings": [
                     *             {
                     *               "organization_id": null,
                     *               "space_id": null
                     *             }
                     *           ],
                     *           "created_at": "2026-02-13T21:27:19.055Z",
                     *           "updated_at": "2026-02-13T21:27:19.279Z",
                     *           "created_by_user_id": "VXNlcjoxOm5OYkM="
                     *         }
                     *       ],
                     *       "pagination": {
                     *         "has_more": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AiIntegrationListResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundUndocumented"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    ai_integrations_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The integration to store. Fields that are not listed are refused with 400. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAiIntegrationRequest"];
            };
        };
        responses: {
            /** @description The integration as stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *       "name": "Production OpenAI",
                     *       "provider": "OPEN_AI",
                     *       "has_api_key": true,
                     *       "enable_default_models": false,
                     *       "function_calling_enabled": true,
                     *       "auth_type": "DEFAULT",
                     *       "scopings": [
                     *         {
                     *           "organization_id": null,
                     *           "space_id": null
                     *         }
                     *       ],
                     *       "created_at": "2026-02-13T21:27:19.055Z",
                     *       "updated_at": "2026-02-13T21:27:19.279Z",
                     *       "created_by_user_id": "VXNlcjoxOm5OYkM="
                     *     }
                     */
                    "application/json": components["schemas"]["AiIntegration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    ai_integrations_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
                 *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
                 * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
                 */
                integration_id: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *       "name": "Production OpenAI",
                     *       "provider": "OPEN_AI",
                     *       "has_api_key": true,
                     *       "enable_default_models": false,
                     *       "function_calling_enabled": true,
                     *       "auth_type": "DEFAULT",
                     *       "scopings": [
                     *         {
                     *           "organization_id": null,
                     *           "space_id": null
                     *         }
                     *       ],
                     *       "created_at": "2026-02-13T21:27:19.055Z",
                     *       "updated_at": "2026-02-13T21:27:19.279Z",
                     *       "created_by_user_id": "VXNlcjoxOm5OYkM="
                     *     }
                     */
                    "application/json": components["schemas"]["AiIntegration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ForbiddenUndocumented"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    ai_integrations_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
                 *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
                 * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
                 */
                integration_id: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration is gone. No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    ai_integrations_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Global id of the integration: base64 with padding, opaque to callers, percent-encoded or not.
                 *     A string that cannot be a global id is refused with 400 (it is not base64 with padding, or does not decode to a known type and a colon), an unknown one with 404.
                 * @example TGxtSW50ZWdyYXRpb246MTI6YUJjRA==
                 */
                integration_id: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        /** @description The fields to change. Fields that are not listed are refused with 400. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateAiIntegrationRequest"];
            };
        };
        responses: {
            /** @description The whole integration as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "TGxtSW50ZWdyYXRpb246MTI6YUJjRA==",
                     *       "name": "Production OpenAI",
                     *       "provider": "OPEN_AI",
                     *       "has_api_key": true,
                     *       "enable_default_models": false,
                     *       "function_calling_enabled": true,
                     *       "auth_type": "DEFAULT",
                     *       "scopings": [
                     *         {
                     *           "organization_id": null,
                     *           "space_id": null
                     *         }
                     *       ],
                     *       "created_at": "2026-02-13T21:27:19.055Z",
                     *       "updated_at": "2026-02-13T21:27:19.279Z",
                     *       "created_by_user_id": "VXNlcjoxOm5OYkM="
                     *     }
                     */
                    "application/json": components["schemas"]["AiIntegration"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
}
/** By resource: what `double.records()` gives. */
export interface Records {
    integration: components["schemas"]["Integration"] & Record<string, unknown>;
    aiIntegration: components["schemas"]["AiIntegration"] & Record<string, unknown>;
    space: Record<string, unknown>;
}
