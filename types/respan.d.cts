// Generated from specs/ by `npm run vendor-types`.
export interface paths {
    "/api/providers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the providers
         * @description Returns all providers of the organization as a bare array, without paging. The credentials and the configuration of a provider are never shown, nor is the integer key under which it can be addressed.
         */
        get: operations["listProviders"];
        put?: never;
        /**
         * Add a provider, or update the one of that id
         * @description Adds a provider to the organization. Where the organization has one with this `provider_id` already, that one takes the new values instead, keeps its creation time, and the reply is 200.
         */
        post: operations["createProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/providers/{provider_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The integer primary key of the provider, as the page has it, or its string id, as the newer client has it.
                 * @example 123
                 */
                provider_id: string;
            };
            cookie?: never;
        };
        /**
         * Read a provider
         * @description Returns one provider, without its credentials and configuration.
         */
        get: operations["getProvider"];
        /**
         * Replace a provider
         * @description Replaces all fields of the provider that can be edited; the id in the path stays its id. What the body leaves out is cleared. Known from the newer documentation and the vendor's client.
         */
        put: operations["replaceProvider"];
        post?: never;
        /**
         * Remove a provider
         * @description Removes the provider permanently. A provider that Respan manages cannot be removed. Models that use the provider may be affected.
         */
        delete: operations["deleteProvider"];
        options?: never;
        head?: never;
        /**
         * Change a provider
         * @description Changes the fields that the body names and keeps all others. `provider_id` is read-only. Only the organization that owns the provider can change it, and nobody can change the critical fields of a provider that Respan manages.
         */
        patch: operations["updateProvider"];
        trace?: never;
    };
    "/api/models/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the models
         * @description Returns the built-in models, which all organizations share, and the organization's own, as a bare array.
         */
        get: operations["listModels"];
        put?: never;
        /**
         * Add a model, or update the one of that name
         * @description Adds a custom model to the organization. Where the organization has one with this `model_name` already, that one takes the new values instead and the reply is 200. `base_model_name` must name a model that exists, built-in or the organization's own; the new model takes from it what the body leaves out.
         */
        post: operations["createModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the public catalog of models
         * @description Returns the built-in models and their providers. Needs no credentials; its path has no slash at the end.
         */
        get: operations["listPublicModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/list/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Filter the models
         * @description Returns a page of the models that meet the filters of the body.
         */
        post: operations["queryModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/summary/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count the models
         * @description Returns counts over the models that meet the filters of the body.
         */
        post: operations["summarizeModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/{model_name}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the model. It may hold slashes (`openai/gpt-4`), which the vendor's client sends as they are. OpenAPI has no way to say so; the double takes them as they are and as `%2F`.
                 * @example my-custom-gpt-4
                 */
                model_name: string;
            };
            cookie?: never;
        };
        /**
         * Read a model
         * @description Returns one model. Everybody can read a built-in model; a custom model only the organization that owns it.
         */
        get: operations["getModel"];
        /**
         * Replace a model
         * @description Replaces all fields of the model that can be edited; the name in the path stays its name. What the body leaves out goes back to what a new model would have. Known from the newer documentation and the vendor's client.
         */
        put: operations["replaceModel"];
        post?: never;
        /**
         * Remove a model
         * @description Removes the model permanently. Only custom models (`source` is `db`) can be removed, and only by the organization that owns them.
         */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        /**
         * Change a model
         * @description Changes the fields that the body names and keeps all others. `model_name` is read-only. `supported_params_override` is merged with what is there. Only custom models can be changed, and only by the organization that owns them.
         */
        patch: operations["updateModel"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A provider as every reply shows it; five keys and no other. Credentials and configuration never appear. */
        Provider: {
            /** @description The string id once more; not the integer key of the path. */
            id: string;
            /** @description The string id, unique in the organization. */
            provider_id: string;
            /** @description The provider's name for people. */
            provider_name: string;
            /**
             * Format: date-time
             * @description When the provider was added; UTC, whole seconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the provider last changed; UTC, whole seconds.
             */
            updated_at: string;
        };
        /** @description All that some reply shows of a provider: what every reply about it has, and the number of its organization, which only the replies about its models have. */
        ProviderRecord: {
            /** @description The string id once more. */
            id: string;
            /** @description The string id, unique in the organization. */
            provider_id: string;
            /** @description The provider's name for people. */
            provider_name: string;
            /** @description The number of the organization that owns the provider. */
            organization_id: number;
            /**
             * Format: date-time
             * @description When the provider was added; UTC, whole seconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the provider last changed; UTC, whole seconds.
             */
            updated_at: string;
        };
        /** @description All providers of the organization. */
        ProviderList: components["schemas"]["Provider"][];
        /** @description A new provider, or new values for the one of this id. Fields that the vendor does not name are ignored. */
        ProviderCreate: {
            /** @description The string id, unique in the organization. Not digits alone: such a segment of a path is the integer key. */
            provider_id: string;
            /** @description The provider's name for people. */
            provider_name: string;
            /** @description The provider's key. Never returned. */
            api_key?: string;
            /** @description More configuration, commonly `base_url` (string), `timeout` (whole seconds), `temperature` (number) and `max_tokens` (integer). Never returned. */
            extra_kwargs?: {
                [key: string]: unknown;
            };
            /** @description Set by the server; ignored. */
            readonly id?: unknown;
            /** @description Set by the server; ignored. */
            readonly is_managed?: unknown;
            /** @description Set by the server; ignored. */
            readonly created_at?: unknown;
            /** @description Set by the server; ignored. */
            readonly updated_at?: unknown;
        };
        /** @description The fields to change; all are optional, and those that are left out keep their value. Fields that the vendor does not name are ignored. */
        ProviderUpdate: {
            /** @description The provider's name for people. */
            provider_name?: string;
            /** @description The provider's key. Never returned. */
            api_key?: string;
            /** @description More configuration; takes the place of what was there. Never returned. */
            extra_kwargs?: {
                [key: string]: unknown;
            };
            /** @description Cannot be changed; ignored. */
            readonly provider_id?: unknown;
            /** @description Set by the server; ignored. */
            readonly id?: unknown;
            /** @description Set by the server; ignored. */
            readonly is_managed?: unknown;
            /** @description Set by the server; ignored. */
            readonly created_at?: unknown;
            /** @description Set by the server; ignored. */
            readonly updated_at?: unknown;
        };
        /** @description The provider as it shall be. Fields that the vendor does not name are ignored. */
        ProviderReplace: {
            /** @description The provider's name for people. */
            provider_name: string;
            /** @description The provider's key; cleared when left out. Never returned. */
            api_key?: string;
            /** @description More configuration; cleared when left out. Never returned. */
            extra_kwargs?: {
                [key: string]: unknown;
            };
            /** @description Cannot be changed; ignored. */
            readonly provider_id?: unknown;
            /** @description Set by the server; ignored. */
            readonly id?: unknown;
            /** @description Set by the server; ignored. */
            readonly is_managed?: unknown;
            /** @description Set by the server; ignored. */
            readonly created_at?: unknown;
            /** @description Set by the server; ignored. */
            readonly updated_at?: unknown;
        };
        /** @description A model as every reply shows it. The vendor's examples of built-in models and of the reply to a change show fewer keys; that all replies hold all sixteen is assumed. */
        Model: {
            /** @description The model's name once more. */
            id: string;
            /** @description The name that calls use, unique in the organization. */
            model_name: string;
            /** @description The model's name for people. */
            display_name: string;
            /** @description The model from which this one takes its properties; null when there is none. */
            base_model_name: string | null;
            /**
             * @description `respan` for built-in models, `custom` for those of an organization.
             * @enum {string}
             */
            affiliation_category: "respan" | "custom";
            /** @description Whether the provider is called with the custom name. */
            is_called_by_custom_name: boolean;
            /** @description US dollars for a million tokens of input. */
            input_cost: number;
            /** @description US dollars for a million tokens of output. */
            output_cost: number;
            /** @description US dollars for a million tokens of input read from a cache. */
            cache_hit_input_cost: number;
            /** @description US dollars for a million tokens of input written to a cache. */
            cache_creation_input_cost: number;
            /** @description Most tokens in a context; null when it is not known. */
            max_context_window: number | null;
            /**
             * @description 1 when the model can stream, else 0.
             * @enum {integer}
             */
            streaming_support: 0 | 1;
            /**
             * @description 1 when the model can call functions, else 0.
             * @enum {integer}
             */
            function_call: 0 | 1;
            /**
             * @description 1 when the model takes images, else 0.
             * @enum {integer}
             */
            image_support: 0 | 1;
            /**
             * @description `hardcoded` for built-in models, `db` for those of an organization.
             * @enum {string}
             */
            source: "db" | "hardcoded";
            /** @description The custom provider behind the model; null when there is none. */
            provider: {
                /** @description The provider's string id once more. */
                id: string;
                /** @description The provider's string id. */
                provider_id: string;
                /** @description The provider's name for people. */
                provider_name: string;
                /** @description The number of the organization that owns the provider. */
                organization_id: number;
            } | null;
        };
        /** @description The models that the organization can use. */
        ModelList: components["schemas"]["Model"][];
        /** @description A new model, or new values for the one of this name. Fields that the vendor does not name are ignored. */
        ModelCreate: {
            /** @description The name that calls use, unique in the organization. May hold slashes. */
            model_name: string;
            /** @description A model that exists, built-in or the organization's own, from which to take what is not given here. */
            base_model_name?: string;
            /** @description The model's name for people. */
            display_name?: string;
            /** @description The custom provider to call the model through; its integer key or its string id. */
            custom_provider_id?: number | string;
            /** @description Another way to give `custom_provider_id`. */
            provider_id?: number | string;
            /** @description US dollars for a million tokens of input. */
            input_cost?: number;
            /** @description US dollars for a million tokens of output. */
            output_cost?: number;
            /** @description US dollars for a million tokens of input read from a cache. */
            cache_hit_input_cost?: number;
            /** @description US dollars for a million tokens of input written to a cache. */
            cache_creation_input_cost?: number;
            /** @description Most tokens in a context. */
            max_context_window?: number;
            /**
             * @description 1 when the model can stream, else 0.
             * @enum {integer}
             */
            streaming_support?: 0 | 1;
            /**
             * @description 1 when the model can call functions, else 0.
             * @enum {integer}
             */
            function_call?: 0 | 1;
            /**
             * @description 1 when the model takes images, else 0.
             * @enum {integer}
             */
            image_support?: 0 | 1;
            /** @description For each parameter of the model, how the playground offers it. Not in any reply. */
            supported_params_override?: {
                [key: string]: unknown;
            };
            /** @description Set by the server; ignored. */
            readonly id?: unknown;
            /** @description Set by the server; ignored. */
            readonly affiliation_category?: unknown;
            /** @description Set by the server; ignored. */
            readonly is_called_by_custom_name?: unknown;
            /** @description Set by the server; ignored. */
            readonly source?: unknown;
            /** @description Set by the server, after `custom_provider_id`; ignored. */
            readonly provider?: unknown;
        };
        /** @description The fields to change; all are optional, and those that are left out keep their value. Fields that the vendor does not name are ignored. */
        ModelUpdate: {
            /** @description A model that exists, built-in or the organization's own. */
            base_model_name?: string;
            /** @description The model's name for people. */
            display_name?: string;
            /** @description The custom provider to call the model through; its integer key or its string id. */
            custom_provider_id?: number | string;
            /** @description Another way to give `custom_provider_id`. */
            provider_id?: number | string;
            /** @description US dollars for a million tokens of input. */
            input_cost?: number;
            /** @description US dollars for a million tokens of output. */
            output_cost?: number;
            /** @description US dollars for a million tokens of input read from a cache. */
            cache_hit_input_cost?: number;
            /** @description US dollars for a million tokens of input written to a cache. */
            cache_creation_input_cost?: number;
            /** @description Most tokens in a context. */
            max_context_window?: number;
            /**
             * @description 1 when the model can stream, else 0.
             * @enum {integer}
             */
            streaming_support?: 0 | 1;
            /**
             * @description 1 when the model can call functions, else 0.
             * @enum {integer}
             */
            function_call?: 0 | 1;
            /**
             * @description 1 when the model takes images, else 0.
             * @enum {integer}
             */
            image_support?: 0 | 1;
            /** @description For each parameter of the model, how the playground offers it; merged with what is there. Not in any reply. */
            supported_params_override?: {
                [key: string]: unknown;
            };
            /** @description Cannot be changed; ignored. */
            readonly model_name?: unknown;
            /** @description Set by the server; ignored. */
            readonly id?: unknown;
            /** @description Set by the server; ignored. */
            readonly affiliation_category?: unknown;
            /** @description Set by the server; ignored. */
            readonly is_called_by_custom_name?: unknown;
            /** @description Set by the server; ignored. */
            readonly source?: unknown;
            /** @description Set by the server, after `custom_provider_id`; ignored. */
            readonly provider?: unknown;
        };
        /** @description The model as it shall be. Fields that the vendor does not name are ignored. */
        ModelReplace: {
            /** @description A model that exists, built-in or the organization's own, from which to take what is not given here. */
            base_model_name?: string;
            /** @description The model's name for people. */
            display_name?: string;
            /** @description The custom provider to call the model through; its integer key or its string id. */
            custom_provider_id?: number | string;
            /** @description Another way to give `custom_provider_id`. */
            provider_id?: number | string;
            /** @description US dollars for a million tokens of input. */
            input_cost?: number;
            /** @description US dollars for a million tokens of output. */
            output_cost?: number;
            /** @description US dollars for a million tokens of input read from a cache. */
            cache_hit_input_cost?: number;
            /** @description US dollars for a million tokens of input written to a cache. */
            cache_creation_input_cost?: number;
            /** @description Most tokens in a context. */
            max_context_window?: number;
            /**
             * @description 1 when the model can stream, else 0.
             * @enum {integer}
             */
            streaming_support?: 0 | 1;
            /**
             * @description 1 when the model can call functions, else 0.
             * @enum {integer}
             */
            function_call?: 0 | 1;
            /**
             * @description 1 when the model takes images, else 0.
             * @enum {integer}
             */
            image_support?: 0 | 1;
            /** @description For each parameter of the model, how the playground offers it; takes the place of what was there. Not in any reply. */
            supported_params_override?: {
                [key: string]: unknown;
            };
            /** @description Cannot be changed; ignored. */
            readonly model_name?: unknown;
            /** @description Set by the server; ignored. */
            readonly id?: unknown;
            /** @description Set by the server; ignored. */
            readonly affiliation_category?: unknown;
            /** @description Set by the server; ignored. */
            readonly is_called_by_custom_name?: unknown;
            /** @description Set by the server; ignored. */
            readonly source?: unknown;
            /** @description Set by the server, after `custom_provider_id`; ignored. */
            readonly provider?: unknown;
        };
        /** @description The public catalog, as it comes. */
        PublicModels: {
            [key: string]: unknown;
        };
        /** @description Filters on the fields of a model, as they come. */
        ModelQuery: {
            [key: string]: unknown;
        };
        /** @description A page of models and where it stands, as it comes. */
        ModelQueryResult: {
            [key: string]: unknown;
        };
        /** @description Counts over models, as they come. */
        ModelsSummary: {
            [key: string]: unknown;
        };
        /** @description A refusal in the usual shape. */
        Detail: {
            /** @description What is wrong, in words. */
            detail: string;
        };
        /** @description A refusal that comes in one of two shapes, with the words under `detail` or under `error`. */
        DetailOrErrorMessage: {
            /** @description What is wrong, in words. */
            detail?: string;
            /** @description What is wrong, in words. */
            error?: string;
        };
        /** @description A refusal that names the fields. */
        ValidationError: {
            /** @description What is wrong, in words. */
            detail: string;
            /** @description For each field that is wrong, what is wrong with it. */
            errors: {
                [key: string]: string[];
            };
        };
        /** @description A refusal for want of patience. */
        RateLimitError: {
            /** @description What is wrong, in words. */
            detail: string;
            /** @description Seconds to wait before the next request. */
            retry_after: number;
        };
    };
    responses: {
        /** @description Not documented by the vendor; the request cannot be read, for instance because its address is not well encoded. */
        UnreadableRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Invalid request format"
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The body is not JSON. The vendor documents the status and the body for its API as a whole. */
        MalformedBody: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Invalid request format"
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description There is no model of the name in `base_model_name`, or the body is not JSON. */
        BaseModelMissing: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DetailOrErrorMessage"];
            };
        };
        /** @description There are no credentials, or they are not valid. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Not documented by the vendor; the credentials do not allow this. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "You do not have permission to perform this action."
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Not documented by the vendor; the provider is managed by Respan and the body has another value for one of its critical fields, or the credentials do not allow this. The rule is documented, its status and text are not. */
        ManagedProviderUnchangeable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DetailOrErrorMessage"];
            };
        };
        /** @description The provider is managed by Respan. The double answers 403 also, in the other shape, when the credentials do not allow this; the vendor does not document that. */
        ManagedProviderUndeletable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DetailOrErrorMessage"];
            };
        };
        /** @description The model belongs to another organization. */
        ModelOfOthers: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The model is built in, or belongs to another organization. */
        ModelUnchangeable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The model is built in, or belongs to another organization. */
        ModelUndeletable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description There is nothing of this id or name. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Not found."
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Not documented by the vendor; the address does not exist for this caller. */
        NothingHere: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Not found."
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Not documented by the vendor; the body is larger than the double accepts. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request body too large."
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Not documented by the vendor; the body is not `application/json`, the only media type that it documents. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Unsupported media type in request: expected application/json."
                 *     }
                 */
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Fields of the request have values that they cannot have. The vendor documents the status and the shape for its API as a whole; the messages are those of the framework behind it. */
        InvalidFields: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Validation error",
                 *       "errors": {
                 *         "provider_id": [
                 *           "This field is required."
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ValidationError"];
            };
        };
        /** @description Too many requests; an organization may send 60 in a minute. */
        RateLimited: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Rate limit exceeded",
                 *       "retry_after": 30
                 *     }
                 */
                "application/json": components["schemas"]["RateLimitError"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Provider = components['schemas']['Provider'];
export type ProviderRecord = components['schemas']['ProviderRecord'];
export type ProviderList = components['schemas']['ProviderList'];
export type ProviderCreate = components['schemas']['ProviderCreate'];
export type ProviderUpdate = components['schemas']['ProviderUpdate'];
export type ProviderReplace = components['schemas']['ProviderReplace'];
export type Model = components['schemas']['Model'];
export type ModelList = components['schemas']['ModelList'];
export type ModelCreate = components['schemas']['ModelCreate'];
export type ModelUpdate = components['schemas']['ModelUpdate'];
export type ModelReplace = components['schemas']['ModelReplace'];
export type PublicModels = components['schemas']['PublicModels'];
export type ModelQuery = components['schemas']['ModelQuery'];
export type ModelQueryResult = components['schemas']['ModelQueryResult'];
export type ModelsSummary = components['schemas']['ModelsSummary'];
export type Detail = components['schemas']['Detail'];
export type DetailOrErrorMessage = components['schemas']['DetailOrErrorMessage'];
export type ValidationError = components['schemas']['ValidationError'];
export type RateLimitError = components['schemas']['RateLimitError'];
export type ResponseUnreadableRequest = components['responses']['UnreadableRequest'];
export type ResponseMalformedBody = components['responses']['MalformedBody'];
export type ResponseBaseModelMissing = components['responses']['BaseModelMissing'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseManagedProviderUnchangeable = components['responses']['ManagedProviderUnchangeable'];
export type ResponseManagedProviderUndeletable = components['responses']['ManagedProviderUndeletable'];
export type ResponseModelOfOthers = components['responses']['ModelOfOthers'];
export type ResponseModelUnchangeable = components['responses']['ModelUnchangeable'];
export type ResponseModelUndeletable = components['responses']['ModelUndeletable'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseNothingHere = components['responses']['NothingHere'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseInvalidFields = components['responses']['InvalidFields'];
export type ResponseRateLimited = components['responses']['RateLimited'];
export type $defs = Record<string, never>;
export interface operations {
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All providers of the organization. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "my-azure-provider",
                     *         "provider_id": "my-azure-provider",
                     *         "provider_name": "My Azure Provider",
                     *         "created_at": "2024-01-15T10:30:00Z",
                     *         "updated_at": "2024-01-15T10:30:00Z"
                     *       },
                     *       {
                     *         "id": "my-openai-provider",
                     *         "provider_id": "my-openai-provider",
                     *         "provider_name": "My OpenAI Provider",
                     *         "created_at": "2024-01-16T14:20:00Z",
                     *         "updated_at": "2024-01-16T14:20:00Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ProviderList"];
                };
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            429: components["responses"]["RateLimited"];
        };
    };
    createProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The provider. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderCreate"];
            };
        };
        responses: {
            /** @description A provider with this id was there and has been updated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-azure-provider",
                     *       "provider_id": "my-azure-provider",
                     *       "provider_name": "My Azure Provider",
                     *       "created_at": "2024-01-15T10:30:00Z",
                     *       "updated_at": "2024-01-15T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description The provider was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-azure-provider",
                     *       "provider_id": "my-azure-provider",
                     *       "provider_name": "My Azure Provider",
                     *       "created_at": "2024-01-15T10:30:00Z",
                     *       "updated_at": "2024-01-15T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Provider"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ManagedProviderUnchangeable"];
            404: components["responses"]["NothingHere"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    getProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The integer primary key of the provider, as the page has it, or its string id, as the newer client has it.
                 * @example 123
                 */
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-azure-provider",
                     *       "provider_id": "my-azure-provider",
                     *       "provider_name": "My Azure Provider",
                     *       "created_at": "2024-01-15T10:30:00Z",
                     *       "updated_at": "2024-01-15T10:30:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Provider"];
                };
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    replaceProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The integer primary key of the provider, as the page has it, or its string id, as the newer client has it.
                 * @example 123
                 */
                provider_id: string;
            };
            cookie?: never;
        };
        /** @description The provider as it shall be. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderReplace"];
            };
        };
        responses: {
            /** @description The provider after the change, without its credentials and configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-azure-provider",
                     *       "provider_id": "my-azure-provider",
                     *       "provider_name": "Updated Azure Provider",
                     *       "created_at": "2024-01-15T10:30:00Z",
                     *       "updated_at": "2024-01-15T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Provider"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ManagedProviderUnchangeable"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The integer primary key of the provider, as the page has it, or its string id, as the newer client has it.
                 * @example 123
                 */
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider was removed. No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ManagedProviderUndeletable"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    updateProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The integer primary key of the provider, as the page has it, or its string id, as the newer client has it.
                 * @example 123
                 */
                provider_id: string;
            };
            cookie?: never;
        };
        /** @description The fields to change. None of them is required. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderUpdate"];
            };
        };
        responses: {
            /** @description The provider after the change, without its credentials and configuration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-azure-provider",
                     *       "provider_id": "my-azure-provider",
                     *       "provider_name": "Updated Azure Provider",
                     *       "created_at": "2024-01-15T10:30:00Z",
                     *       "updated_at": "2024-01-15T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Provider"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ManagedProviderUnchangeable"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /**
                 * @description The field to sort by, upwards. The vendor names only the default. That every other single value of a model can be named, and that a minus sign before it turns the order round as in the filtered list, is assumed.
                 * @example model_name
                 */
                sort_by?: string;
                /**
                 * @description Whether to return all models without paging. They are never paged here, so it makes no difference.
                 * @example true
                 */
                all?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models that the organization can use. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "my-custom-gpt-4",
                     *         "model_name": "my-custom-gpt-4",
                     *         "display_name": "My Custom GPT-4",
                     *         "base_model_name": "gpt-4",
                     *         "affiliation_category": "custom",
                     *         "is_called_by_custom_name": false,
                     *         "input_cost": 0.03,
                     *         "output_cost": 0.06,
                     *         "cache_hit_input_cost": 0,
                     *         "cache_creation_input_cost": 0,
                     *         "max_context_window": 8192,
                     *         "streaming_support": 1,
                     *         "function_call": 1,
                     *         "image_support": 0,
                     *         "source": "db",
                     *         "provider": {
                     *           "id": "my-custom-provider",
                     *           "provider_id": "my-custom-provider",
                     *           "provider_name": "My Custom Provider",
                     *           "organization_id": 123
                     *         }
                     *       },
                     *       {
                     *         "id": "openai/gpt-4",
                     *         "model_name": "openai/gpt-4",
                     *         "display_name": "GPT-4",
                     *         "base_model_name": null,
                     *         "affiliation_category": "respan",
                     *         "is_called_by_custom_name": false,
                     *         "input_cost": 0.03,
                     *         "output_cost": 0.06,
                     *         "cache_hit_input_cost": 0,
                     *         "cache_creation_input_cost": 0,
                     *         "max_context_window": 8192,
                     *         "streaming_support": 1,
                     *         "function_call": 1,
                     *         "image_support": 0,
                     *         "source": "hardcoded",
                     *         "provider": null
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["ModelList"];
                };
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    createModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The model. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelCreate"];
            };
        };
        responses: {
            /** @description A model with this name was there and has been updated. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-custom-gpt-4",
                     *       "model_name": "my-custom-gpt-4",
                     *       "display_name": "My Custom GPT-4",
                     *       "base_model_name": "gpt-4",
                     *       "affiliation_category": "custom",
                     *       "is_called_by_custom_name": false,
                     *       "input_cost": 0.025,
                     *       "output_cost": 0.075,
                     *       "cache_hit_input_cost": 0,
                     *       "cache_creation_input_cost": 0,
                     *       "max_context_window": 8192,
                     *       "streaming_support": 1,
                     *       "function_call": 1,
                     *       "image_support": 0,
                     *       "source": "db",
                     *       "provider": {
                     *         "id": "my-custom-provider",
                     *         "provider_id": "my-custom-provider",
                     *         "provider_name": "My Custom Provider",
                     *         "organization_id": 123
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description The model was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-custom-gpt-4",
                     *       "model_name": "my-custom-gpt-4",
                     *       "display_name": "My Custom GPT-4",
                     *       "base_model_name": "gpt-4",
                     *       "affiliation_category": "custom",
                     *       "is_called_by_custom_name": false,
                     *       "input_cost": 0.025,
                     *       "output_cost": 0.075,
                     *       "cache_hit_input_cost": 0,
                     *       "cache_creation_input_cost": 0,
                     *       "max_context_window": 8192,
                     *       "streaming_support": 1,
                     *       "function_call": 1,
                     *       "image_support": 0,
                     *       "source": "db",
                     *       "provider": {
                     *         "id": "my-custom-provider",
                     *         "provider_id": "my-custom-provider",
                     *         "provider_name": "My Custom Provider",
                     *         "organization_id": 123
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BaseModelMissing"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ModelUnchangeable"];
            404: components["responses"]["NothingHere"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    listPublicModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The catalog. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "models": [
                     *         {
                     *           "model_name": "gpt-3.5-turbo",
                     *           "max_context_window": 4096,
                     *           "input_cost": 0.5,
                     *           "output_cost": 0.1,
                     *           "rate_limit": 30000,
                     *           "provider": {
                     *             "provider_name": "OpenAI",
                     *             "provider_id": "openai",
                     *             "moderation": "Filtered",
                     *             "credential_fields": [
                     *               "api_key"
                     *             ]
                     *           }
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PublicModels"];
                };
            };
            400: components["responses"]["UnreadableRequest"];
            404: components["responses"]["NothingHere"];
            429: components["responses"]["RateLimited"];
        };
    };
    queryModels: {
        parameters: {
            query?: {
                /**
                 * @description The number of the page.
                 * @example 1
                 */
                page?: number;
                /**
                 * @description How many models a page holds.
                 * @example 100
                 */
                page_size?: number;
                /**
                 * @description The field to sort by; a minus sign before it turns the order round.
                 * @example -model_name
                 */
                sort_by?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The filters. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelQuery"];
            };
        };
        responses: {
            /** @description A page of models. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 0,
                     *       "next": null,
                     *       "previous": null,
                     *       "current_filters": {},
                     *       "results": []
                     *     }
                     */
                    "application/json": components["schemas"]["ModelQueryResult"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    summarizeModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The filters. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelQuery"];
            };
        };
        responses: {
            /** @description The counts, under `summary`. The vendor's client reads `total_count`, `global_count` and `custom_count`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "summary": {}
                     *     }
                     */
                    "application/json": components["schemas"]["ModelsSummary"];
                };
            };
            400: components["responses"]["MalformedBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the model. It may hold slashes (`openai/gpt-4`), which the vendor's client sends as they are. OpenAPI has no way to say so; the double takes them as they are and as `%2F`.
                 * @example my-custom-gpt-4
                 */
                model_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-custom-gpt-4",
                     *       "model_name": "my-custom-gpt-4",
                     *       "display_name": "My Custom GPT-4",
                     *       "base_model_name": "gpt-4",
                     *       "affiliation_category": "custom",
                     *       "is_called_by_custom_name": false,
                     *       "input_cost": 0.025,
                     *       "output_cost": 0.075,
                     *       "cache_hit_input_cost": 0,
                     *       "cache_creation_input_cost": 0,
                     *       "max_context_window": 8192,
                     *       "streaming_support": 1,
                     *       "function_call": 1,
                     *       "image_support": 0,
                     *       "source": "db",
                     *       "provider": {
                     *         "id": "my-custom-provider",
                     *         "provider_id": "my-custom-provider",
                     *         "provider_name": "My Custom Provider",
                     *         "organization_id": 123
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ModelOfOthers"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    replaceModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the model. It may hold slashes (`openai/gpt-4`), which the vendor's client sends as they are. OpenAPI has no way to say so; the double takes them as they are and as `%2F`.
                 * @example my-custom-gpt-4
                 */
                model_name: string;
            };
            cookie?: never;
        };
        /** @description The model as it shall be. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelReplace"];
            };
        };
        responses: {
            /** @description The model after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-custom-gpt-4",
                     *       "model_name": "my-custom-gpt-4",
                     *       "display_name": "My Replaced Custom GPT-4",
                     *       "base_model_name": "gpt-4",
                     *       "affiliation_category": "custom",
                     *       "is_called_by_custom_name": false,
                     *       "input_cost": 0.03,
                     *       "output_cost": 0.06,
                     *       "cache_hit_input_cost": 0,
                     *       "cache_creation_input_cost": 0,
                     *       "max_context_window": 8192,
                     *       "streaming_support": 1,
                     *       "function_call": 1,
                     *       "image_support": 0,
                     *       "source": "db",
                     *       "provider": null
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BaseModelMissing"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ModelUnchangeable"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the model. It may hold slashes (`openai/gpt-4`), which the vendor's client sends as they are. OpenAPI has no way to say so; the double takes them as they are and as `%2F`.
                 * @example my-custom-gpt-4
                 */
                model_name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model was removed. No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ModelUndeletable"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    updateModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The name of the model. It may hold slashes (`openai/gpt-4`), which the vendor's client sends as they are. OpenAPI has no way to say so; the double takes them as they are and as `%2F`.
                 * @example my-custom-gpt-4
                 */
                model_name: string;
            };
            cookie?: never;
        };
        /** @description The fields to change. None of them is required. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelUpdate"];
            };
        };
        responses: {
            /** @description The model after the change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "my-custom-gpt-4",
                     *       "model_name": "my-custom-gpt-4",
                     *       "display_name": "My Updated Custom GPT-4",
                     *       "base_model_name": "gpt-4",
                     *       "affiliation_category": "custom",
                     *       "is_called_by_custom_name": false,
                     *       "input_cost": 0.03,
                     *       "output_cost": 0.075,
                     *       "cache_hit_input_cost": 0,
                     *       "cache_creation_input_cost": 0,
                     *       "max_context_window": 8192,
                     *       "streaming_support": 1,
                     *       "function_call": 1,
                     *       "image_support": 0,
                     *       "source": "db",
                     *       "provider": {
                     *         "id": "my-custom-provider",
                     *         "provider_id": "my-custom-provider",
                     *         "provider_name": "My Custom Provider",
                     *         "organization_id": 123
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BaseModelMissing"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["ModelUnchangeable"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["InvalidFields"];
            429: components["responses"]["RateLimited"];
        };
    };
}
/** By resource: what `double.records()` gives. */
export interface Records {
    provider: components["schemas"]["ProviderRecord"] & Record<string, unknown>;
    model: Omit<components["schemas"]["Model"], "provider"> & Record<string, unknown>;
}
