// Generated from specs/ by `npm run vendor-types`.
export interface paths {
    "/api/v1/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the brand's integrations
         * @description Returns the integrations of the caller's brand, one page at a time, with billing figures and a masked preview of each credential. A disabled integration is still listed, with `is_active` false.
         */
        get: operations["listIntegrations"];
        put?: never;
        /**
         * Add an integration
         * @description Adds a provider key to the brand's pool. Which credentials a provider takes:
         *
         *     | provider_name | keys of `credentials` | documented look of the key |
         *     |---|---|---|
         *     | openrouter | api_key | `sk-or-v1-…` |
         *     | groq | api_key | `gsk_…` |
         *     | mistral | api_key | |
         *     | google_ai | api_key | `AIza…` |
         *     | fal_ai | api_key | `fal_…` |
         *     | cerebras | api_key | `csk-…` |
         *     | together | api_key | |
         *     | cohere | api_key | |
         *     | cloudflare | api_key, account_id | |
         *     | nvidia_nim | api_key | `nvapi-…` |
         *     | fireworks | api_key | `fw_…` |
         *     | sambanova | api_key | |
         *     | huggingface | api_key | `hf_…` |
         *     | github_models | api_key | `ghp_…` |
         *     | ai21 | api_key | |
         *     | baseten | api_key | |
         *
         *     The credentials are never read back: `key_preview` stands for them. `is_primary` decides `priority`, 10 for a
         *     primary key and 0 for any other.
         */
        post: operations["createIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Report the health of the brand's key pool
         * @description Counts the integrations of the selection pool (those with `is_active` true) by state of health, lists each with its recent failures, and advises on those that are not healthy. No failure in a row is healthy; one or two are degraded and the key is still selected; three or more are unhealthy and the key is left out; one success makes it healthy again.
         */
        get: operations["getIntegrationsHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/sync-billing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sync billing now
         * @description Asks the providers at once for balance and spending, instead of waiting for the next regular sync. Disabled integrations are synced too. This is the moment at which spend limits that were changed before take effect: `spend_limit_exceeded` is decided anew. An integration whose sync fails stays as it is. The request carries no body.
         */
        post: operations["syncBilling"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of the integration.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an integration
         * @description Removes the integration permanently. Its spending history is kept for 90 days; jobs that are using the key go on with another key of the pool. Disabling it (`is_active` false) is the way to keep it for later.
         */
        delete: operations["deleteIntegration"];
        options?: never;
        head?: never;
        /**
         * Change an integration's settings
         * @description Changes the settings that the body names and keeps all others. Making a key primary sets `priority` to 10, taking that away sets it to 0. A disabled key leaves the selection pool. Spend limits act from the next billing sync on. `provider_name` and `credentials` cannot be changed: delete the integration and add a new one. The double refuses another `provider_name`, and any `credentials`, with 400, and applies nothing of the body.
         */
        patch: operations["updateIntegration"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description A provider that the pool knows.
         * @enum {string}
         */
        ProviderName: "openrouter" | "groq" | "mistral" | "google_ai" | "fal_ai" | "cerebras" | "together" | "cohere" | "cloudflare" | "nvidia_nim" | "fireworks" | "sambanova" | "huggingface" | "github_models" | "ai21" | "baseten";
        /**
         * @description No failure in a row is healthy, one or two are degraded, three or more are unhealthy.
         * @enum {string}
         */
        HealthStatus: "healthy" | "degraded" | "unhealthy";
        /** @description For each key of the credentials, what may be shown of its value: the first four characters, three dots, the last three characters. */
        KeyPreview: {
            [key: string]: string;
        };
        /** @description A new integration. Fields that the vendor does not name are ignored. */
        IntegrationCreate: {
            provider_name: components["schemas"]["ProviderName"];
            /** @description What the provider asks for, by name; see the operation for the names. Never returned. */
            credentials: {
                [key: string]: string;
            };
            /** @description A name for people to recognise the key by. */
            key_label?: string;
            /**
             * @description Whether this key is selected before others of the provider.
             * @default false
             */
            is_primary?: boolean;
            /** @description Most requests a day. Null or absent is no limit. */
            daily_limit?: number | null;
            /** @description Most requests a minute. Null or absent is no limit. */
            minute_limit?: number | null;
            /** @description The spending, in US dollars, beyond which the limit acts. Null or absent is no limit. */
            spend_limit_amount?: number | null;
            /**
             * @description The period over which spending is counted.
             * @default monthly
             * @enum {string}
             */
            spend_limit_period?: "daily" | "monthly";
            /**
             * @description What happens when the spending exceeds the limit.
             * @default warn
             * @enum {string}
             */
            spend_limit_action?: "warn" | "block";
        };
        /** @description The settings to change; all are optional, and those that are left out keep their value. Fields that the vendor does not name are ignored. `provider_name` and `credentials` are not settings: a body with another `provider_name` or with any `credentials` is refused with 400 and nothing of it is applied. */
        IntegrationUpdate: {
            /** @description A name for people to recognise the key by. */
            key_label?: string;
            /** @description False takes the key out of the selection pool, true puts it back. */
            is_active?: boolean;
            /** @description True sets `priority` to 10, false sets it to 0. */
            is_primary?: boolean;
            /** @description Most requests a day. Null removes the limit. */
            daily_limit?: number | null;
            /** @description Most requests a minute. Null removes the limit. */
            minute_limit?: number | null;
            /** @description The spending, in US dollars, beyond which the limit acts, from the next billing sync on. Null removes the limit. */
            spend_limit_amount?: number | null;
            /**
             * @description The period over which spending is counted.
             * @enum {string}
             */
            spend_limit_period?: "daily" | "monthly";
            /**
             * @description What happens when the spending exceeds the limit.
             * @enum {string}
             */
            spend_limit_action?: "warn" | "block";
            /** @description Cannot be updated. Any value but the current one is refused with 400 and nothing changes. */
            provider_name?: unknown;
            /** @description Cannot be updated. Any value, the stored one too, is refused with 400 and nothing changes. */
            credentials?: unknown;
        };
        /** @description An integration as the reply to a change shows it; sixteen keys and no other. */
        UpdatedIntegration: {
            /** @description The number of the integration. */
            id: number;
            provider_name: components["schemas"]["ProviderName"];
            /** @description The provider's name for people. */
            provider_label: string;
            /** @description A name for people to recognise the key by; null when none was given. */
            key_label: string | null;
            /** @description Whether the key is in the selection pool. */
            is_active: boolean;
            /** @description Whether this key is selected before others of the provider. */
            is_primary: boolean;
            /** @description 10 for a primary key, 0 for any other. */
            priority: number;
            /** @description Most requests a day; null is no limit. */
            daily_limit: number | null;
            /** @description Requests so far today. */
            daily_count: number;
            /** @description Most requests a minute; null is no limit. */
            minute_limit: number | null;
            /** @description Requests so far in this minute. */
            minute_count: number;
            health_status: components["schemas"]["HealthStatus"];
            /** @description The spending, in US dollars, beyond which the limit acts; null is no limit. */
            spend_limit_amount: number | null;
            /**
             * @description The period over which spending is counted.
             * @enum {string}
             */
            spend_limit_period: "daily" | "monthly";
            /**
             * @description What happens when the spending exceeds the limit.
             * @enum {string}
             */
            spend_limit_action: "warn" | "block";
            /**
             * Format: date-time
             * @description When the integration last changed; UTC, whole seconds.
             */
            updated_at: string;
        };
        /** @description An integration as the reply to adding it shows it. The vendor's page is cut off after the first keys; the rest is assumed. */
        CreatedIntegration: {
            /** @description The number of the integration. */
            id: number;
            provider_name: components["schemas"]["ProviderName"];
            /** @description The provider's name for people. */
            provider_label: string;
            /** @description A name for people to recognise the key by; null when none was given. */
            key_label: string | null;
            /** @description Whether the key is in the selection pool; true at the start. */
            is_active: boolean;
            /** @description Whether this key is selected before others of the provider. */
            is_primary: boolean;
            /** @description 10 for a primary key, 0 for any other. */
            priority: number;
            /** @description Most requests a day; null is no limit. */
            daily_limit: number | null;
            /** @description Requests so far today. */
            daily_count: number;
            /** @description Most requests a minute; null is no limit. */
            minute_limit: number | null;
            /** @description Requests so far in this minute. */
            minute_count: number;
            health_status: components["schemas"]["HealthStatus"];
            /** @description The spending, in US dollars, beyond which the limit acts; null is no limit. */
            spend_limit_amount: number | null;
            /**
             * @description The period over which spending is counted.
             * @enum {string}
             */
            spend_limit_period: "daily" | "monthly";
            /**
             * @description What happens when the spending exceeds the limit.
             * @enum {string}
             */
            spend_limit_action: "warn" | "block";
            key_preview: components["schemas"]["KeyPreview"];
            /**
             * Format: date-time
             * @description When the integration was added; UTC, whole seconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the integration last changed; UTC, whole seconds.
             */
            updated_at: string;
        };
        /** @description An integration as the list shows it, with use, billing and the masked credentials. */
        IntegrationListItem: {
            /** @description The number of the integration. */
            id: number;
            provider_name: components["schemas"]["ProviderName"];
            /** @description The provider's name for people. */
            provider_label: string;
            /** @description A name for people to recognise the key by; null when none was given. */
            key_label: string | null;
            /** @description Whether the key is in the selection pool. */
            is_active: boolean;
            /** @description Whether this key is selected before others of the provider. */
            is_primary: boolean;
            /** @description 10 for a primary key, 0 for any other. */
            priority: number;
            /** @description Most requests a day; null is no limit. */
            daily_limit: number | null;
            /** @description Requests so far today. */
            daily_count: number;
            /** @description Most requests a minute; null is no limit. */
            minute_limit: number | null;
            /** @description Requests so far in this minute. */
            minute_count: number;
            health_status: components["schemas"]["HealthStatus"];
            /** @description Failures since the last success. */
            consecutive_failures: number;
            /**
             * Format: date-time
             * @description When the key last served a request; null when it never did.
             */
            last_used_at: string | null;
            /** @description The spending, in US dollars, beyond which the limit acts; null is no limit. */
            spend_limit_amount: number | null;
            /**
             * @description The period over which spending is counted.
             * @enum {string}
             */
            spend_limit_period: "daily" | "monthly";
            /**
             * @description What happens when the spending exceeds the limit.
             * @enum {string}
             */
            spend_limit_action: "warn" | "block";
            /** @description Whether the last billing sync found the spending over the limit. */
            spend_limit_exceeded: boolean;
            /** @description The balance at the last billing sync; null when the provider tells none. */
            cached_balance: number | null;
            /** @description The day's spending at the last billing sync; null when the provider tells none. */
            cached_usage_today: number | null;
            /** @description The month's spending at the last billing sync; null when the provider tells none. */
            cached_usage_month: number | null;
            /** @description The currency of the cached figures. */
            cached_currency: string;
            /**
             * Format: date-time
             * @description When billing was last synced; null when it never was.
             */
            billing_synced_at: string | null;
            key_preview: components["schemas"]["KeyPreview"];
            /**
             * Format: date-time
             * @description When the integration was added; UTC, whole seconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When the integration last changed; UTC, whole seconds.
             */
            updated_at: string;
        };
        /** @description A page of integrations. What follows the array is assumed. */
        IntegrationList: {
            /** @constant */
            success: true;
            integrations: components["schemas"]["IntegrationListItem"][];
            /** @description How many integrations the filters leave, on all pages together. */
            total: number;
            /** @description The size of the page that was asked for. */
            limit: number;
            /** @description Where the page starts. */
            offset: number;
        };
        /** @description The reply to adding an integration. */
        IntegrationCreated: {
            /** @constant */
            success: true;
            integration: components["schemas"]["CreatedIntegration"];
        };
        /** @description The reply to changing an integration. */
        IntegrationUpdated: {
            /** @constant */
            success: true;
            integration: components["schemas"]["UpdatedIntegration"];
        };
        /** @description The reply to removing an integration. */
        IntegrationDeleted: {
            /** @constant */
            success: true;
            message: string;
            /** @description The number of the integration that is gone. */
            deleted_id: number;
        };
        /** @description The health of all integrations in the pool; a disabled one is not in it. */
        IntegrationsHealth: {
            /** @constant */
            success: true;
            summary: components["schemas"]["HealthSummary"];
            integrations: components["schemas"]["IntegrationHealth"][];
            recommendations: components["schemas"]["HealthRecommendation"][];
        };
        /** @description How many integrations are in which state. */
        HealthSummary: {
            total: number;
            healthy: number;
            degraded: number;
            unhealthy: number;
        };
        /** @description The health of one integration. */
        IntegrationHealth: {
            /** @description The number of the integration. */
            id: number;
            provider_name: components["schemas"]["ProviderName"];
            /** @description A name for people to recognise the key by; null when none was given. */
            key_label: string | null;
            health_status: components["schemas"]["HealthStatus"];
            /** @description Failures since the last success. */
            consecutive_failures: number;
            /**
             * Format: date-time
             * @description When the key last served a request; null when it never did.
             */
            last_used_at: string | null;
            /** @description What the provider said at the last failure; null when all is well. */
            last_error: string | null;
        };
        /** @description Advice on one integration that is not healthy. */
        HealthRecommendation: {
            /** @description The number of the integration. */
            integration_id: number;
            provider_name: components["schemas"]["ProviderName"];
            /** @description What is wrong. */
            issue: string;
            /** @description What to do. */
            action: string;
        };
        /** @description What a billing sync found. */
        BillingSync: {
            /** @constant */
            success: true;
            /** @description How many integrations were synced. */
            synced: number;
            /** @description How many integrations could not be synced. */
            failed: number;
            results: components["schemas"]["BillingSyncResult"][];
            /** @description The sum of all balances. */
            total_balance: number;
            /** @description The sum of the month's spending. */
            total_usage_month: number;
        };
        /** @description What the sync found for one integration. A failure shows no figures; figures are null where the provider tells none. */
        BillingSyncResult: {
            /** @description The number of the integration. */
            id: number;
            provider_name: components["schemas"]["ProviderName"];
            /** @enum {string} */
            status: "success" | "failed";
            /** @description Balance or credits left. */
            balance?: number | null;
            /** @description The day's spending in US dollars. */
            usage_today?: number | null;
            /** @description The month's spending in US dollars. */
            usage_month?: number | null;
            /**
             * Format: date-time
             * @description When this integration was synced; UTC, whole seconds.
             */
            synced_at: string;
            /** @description Why there are no figures although the sync went well. */
            note?: string;
            /** @description Why the sync failed. */
            error?: string;
        };
        /** @description A refusal by the resource. */
        Error: {
            /** @constant */
            success: false;
            /** @description What is wrong, in words. */
            error: string;
        };
        /** @description A refusal by authentication or rate limiting. */
        AuthError: {
            /** @description What is wrong, in words. */
            detail: string;
        };
    };
    responses: {
        /** @description A field has a value that it cannot have. The double answers the same for a body that is not JSON, for an id that is not an integer, for another `provider_name`, and for any `credentials`; the vendor does not document these. */
        InvalidUpdate: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; a required field is missing, a field has a value that it cannot have, or the body is not JSON. */
        InvalidCreate: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description A query parameter has a value that it cannot have. The vendor documents the status for its service as a whole, and this body for the update only. */
        InvalidListQuery: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": "health_status must be 'healthy', 'degraded' or 'unhealthy'"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the request cannot be read, for instance because its query is not well encoded. */
        InvalidQuery: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": "Invalid request"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the id is not an integer. */
        InvalidId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": "id must be an integer"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The credentials are missing or not valid. */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Invalid authentication token format. Expected: client_id:api_key:api_secret"
                 *     }
                 */
                "application/json": components["schemas"]["AuthError"];
            };
        };
        /** @description The client's account is inactive. The vendor documents the status and its cause, not the body. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Client account is inactive"
                 *     }
                 */
                "application/json": components["schemas"]["AuthError"];
            };
        };
        /** @description There is no such integration, or it belongs to another brand. */
        IntegrationNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "success": false,
                 *       "error": "Integration not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
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
                 *       "success": false,
                 *       "error": "Not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
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
                 *       "success": false,
                 *       "error": "Request body too large"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
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
                 *       "success": false,
                 *       "error": "Content-Type must be application/json"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many requests: a client may send 100 in a minute, with a burst of 20. The vendor documents the status and the headers, not the body. */
        RateLimited: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "X-RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "X-RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "X-RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Rate limit exceeded"
                 *     }
                 */
                "application/json": components["schemas"]["AuthError"];
            };
        };
    };
    parameters: {
        /**
         * @description Only the integrations of this provider.
         * @example openrouter
         */
        ProviderNameFilter: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Seconds to wait before the next request.
         * @example 60
         */
        RetryAfter: number;
        /**
         * @description Requests that a client may send in a minute.
         * @example 100
         */
        RateLimitLimit: number;
        /**
         * @description Requests left in the current minute.
         * @example 0
         */
        RateLimitRemaining: number;
        /**
         * @description When the current minute ends, in Unix seconds.
         * @example 1772119860
         */
        RateLimitReset: number;
    };
    pathItems: never;
}
export type ProviderName = components['schemas']['ProviderName'];
export type HealthStatus = components['schemas']['HealthStatus'];
export type KeyPreview = components['schemas']['KeyPreview'];
export type IntegrationCreate = components['schemas']['IntegrationCreate'];
export type IntegrationUpdate = components['schemas']['IntegrationUpdate'];
export type UpdatedIntegration = components['schemas']['UpdatedIntegration'];
export type CreatedIntegration = components['schemas']['CreatedIntegration'];
export type IntegrationListItem = components['schemas']['IntegrationListItem'];
export type IntegrationList = components['schemas']['IntegrationList'];
export type IntegrationCreated = components['schemas']['IntegrationCreated'];
export type IntegrationUpdated = components['schemas']['IntegrationUpdated'];
export type IntegrationDeleted = components['schemas']['IntegrationDeleted'];
export type IntegrationsHealth = components['schemas']['IntegrationsHealth'];
export type HealthSummary = components['schemas']['HealthSummary'];
export type IntegrationHealth = components['schemas']['IntegrationHealth'];
export type HealthRecommendation = components['schemas']['HealthRecommendation'];
export type BillingSync = components['schemas']['BillingSync'];
export type BillingSyncResult = components['schemas']['BillingSyncResult'];
export type Error = components['schemas']['Error'];
export type AuthError = components['schemas']['AuthError'];
export type ResponseInvalidUpdate = components['responses']['InvalidUpdate'];
export type ResponseInvalidCreate = components['responses']['InvalidCreate'];
export type ResponseInvalidListQuery = components['responses']['InvalidListQuery'];
export type ResponseInvalidQuery = components['responses']['InvalidQuery'];
export type ResponseInvalidId = components['responses']['InvalidId'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseIntegrationNotFound = components['responses']['IntegrationNotFound'];
export type ResponseNothingHere = components['responses']['NothingHere'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseRateLimited = components['responses']['RateLimited'];
export type ParameterProviderNameFilter = components['parameters']['ProviderNameFilter'];
export type HeaderRetryAfter = components['headers']['RetryAfter'];
export type HeaderRateLimitLimit = components['headers']['RateLimitLimit'];
export type HeaderRateLimitRemaining = components['headers']['RateLimitRemaining'];
export type HeaderRateLimitReset = components['headers']['RateLimitReset'];
export type $defs = Record<string, never>;
export interface operations {
    listIntegrations: {
        parameters: {
            query?: {
                /**
                 * @description Only the integrations of this provider.
                 * @example openrouter
                 */
                provider_name?: components["parameters"]["ProviderNameFilter"];
                /**
                 * @description Keep only the integrations in this state of health.
                 * @example unhealthy
                 */
                health_status?: components["schemas"]["HealthStatus"];
                /**
                 * @description Keep only the enabled (`true`) or only the disabled (`false`) integrations.
                 * @example true
                 */
                is_active?: boolean;
                /**
                 * @description How many integrations a page holds.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many integrations to skip before the page starts.
                 * @example 0
                 */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of integrations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "integrations": [
                     *         {
                     *           "id": 42,
                     *           "provider_name": "openrouter",
                     *           "provider_label": "OpenRouter",
                     *           "key_label": "Production OpenRouter",
                     *           "is_active": true,
                     *           "is_primary": true,
                     *           "priority": 10,
                     *           "daily_limit": 10000,
                     *           "daily_count": 1247,
                     *           "minute_limit": 100,
                     *           "minute_count": 3,
                     *           "health_status": "healthy",
                     *           "consecutive_failures": 0,
                     *           "last_used_at": "2026-02-26T14:58:00Z",
                     *           "spend_limit_amount": 500,
                     *           "spend_limit_period": "monthly",
                     *           "spend_limit_action": "warn",
                     *           "spend_limit_exceeded": false,
                     *           "cached_balance": 47.83,
                     *           "cached_usage_today": 2.34,
                     *           "cached_usage_month": 89.47,
                     *           "cached_currency": "USD",
                     *           "billing_synced_at": "2026-02-26T12:00:00Z",
                     *           "key_preview": {
                     *             "api_key": "sk-o...123"
                     *           },
                     *           "created_at": "2026-01-15T10:00:00Z",
                     *           "updated_at": "2026-02-26T14:58:00Z"
                     *         }
                     *       ],
                     *       "total": 1,
                     *       "limit": 50,
                     *       "offset": 0
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationList"];
                };
            };
            400: components["responses"]["InvalidListQuery"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            429: components["responses"]["RateLimited"];
        };
    };
    createIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The provider, its credentials, and the settings to start with. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegrationCreate"];
            };
        };
        responses: {
            /** @description The integration was added. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "integration": {
                     *         "id": 42,
                     *         "provider_name": "openrouter",
                     *         "provider_label": "OpenRouter",
                     *         "key_label": "Production OpenRouter",
                     *         "is_active": true,
                     *         "is_primary": true,
                     *         "priority": 10,
                     *         "daily_limit": 10000,
                     *         "daily_count": 0,
                     *         "minute_limit": 100,
                     *         "minute_count": 0,
                     *         "health_status": "healthy",
                     *         "spend_limit_amount": 500,
                     *         "spend_limit_period": "monthly",
                     *         "spend_limit_action": "warn",
                     *         "key_preview": {
                     *           "api_key": "sk-o......"
                     *         },
                     *         "created_at": "2026-01-15T10:00:00Z",
                     *         "updated_at": "2026-01-15T10:00:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationCreated"];
                };
            };
            400: components["responses"]["InvalidCreate"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
        };
    };
    getIntegrationsHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The health of every integration in the pool. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "summary": {
                     *         "total": 5,
                     *         "healthy": 4,
                     *         "degraded": 1,
                     *         "unhealthy": 0
                     *       },
                     *       "integrations": [
                     *         {
                     *           "id": 42,
                     *           "provider_name": "openrouter",
                     *           "key_label": "Production OpenRouter",
                     *           "health_status": "healthy",
                     *           "consecutive_failures": 0,
                     *           "last_used_at": "2026-02-26T15:00:00Z",
                     *           "last_error": null
                     *         },
                     *         {
                     *           "id": 43,
                     *           "provider_name": "groq",
                     *           "key_label": "Groq Free Tier",
                     *           "health_status": "degraded",
                     *           "consecutive_failures": 2,
                     *           "last_used_at": "2026-02-26T14:55:00Z",
                     *           "last_error": "Rate limit exceeded. Please retry after 60 seconds."
                     *         },
                     *         {
                     *           "id": 44,
                     *           "provider_name": "mistral",
                     *           "key_label": "Mistral Production",
                     *           "health_status": "healthy",
                     *           "consecutive_failures": 0,
                     *           "last_used_at": "2026-02-26T14:50:00Z",
                     *           "last_error": null
                     *         }
                     *       ],
                     *       "recommendations": [
                     *         {
                     *           "integration_id": 43,
                     *           "provider_name": "groq",
                     *           "issue": "Key is degraded with 2 consecutive failures",
                     *           "action": "Monitor closely. Will be quarantined after 1 more failure."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationsHealth"];
                };
            };
            400: components["responses"]["InvalidQuery"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            429: components["responses"]["RateLimited"];
        };
    };
    syncBilling: {
        parameters: {
            query?: {
                /**
                 * @description Only the integrations of this provider.
                 * @example openrouter
                 */
                provider_name?: components["parameters"]["ProviderNameFilter"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the sync found, integration by integration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "synced": 5,
                     *       "failed": 1,
                     *       "results": [
                     *         {
                     *           "id": 42,
                     *           "provider_name": "openrouter",
                     *           "status": "success",
                     *           "balance": 47.83,
                     *           "usage_today": 2.34,
                     *           "usage_month": 89.47,
                     *           "synced_at": "2026-02-26T15:45:00Z"
                     *         },
                     *         {
                     *           "id": 43,
                     *           "provider_name": "groq",
                     *           "status": "success",
                     *           "balance": null,
                     *           "usage_today": null,
                     *           "usage_month": null,
                     *           "synced_at": "2026-02-26T15:45:00Z",
                     *           "note": "Provider does not expose billing API"
                     *         },
                     *         {
                     *           "id": 44,
                     *           "provider_name": "mistral",
                     *           "status": "success",
                     *           "balance": 125.64,
                     *           "usage_today": 5.67,
                     *           "usage_month": 78.23,
                     *           "synced_at": "2026-02-26T15:45:00Z"
                     *         },
                     *         {
                     *           "id": 45,
                     *           "provider_name": "fal_ai",
                     *           "status": "failed",
                     *           "error": "API key invalid or expired",
                     *           "synced_at": "2026-02-26T15:45:00Z"
                     *         }
                     *       ],
                     *       "total_balance": 173.47,
                     *       "total_usage_month": 167.7
                     *     }
                     */
                    "application/json": components["schemas"]["BillingSync"];
                };
            };
            400: components["responses"]["InvalidQuery"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NothingHere"];
            429: components["responses"]["RateLimited"];
        };
    };
    deleteIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of the integration.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration was removed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "message": "Integration deleted successfully",
                     *       "deleted_id": 42
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationDeleted"];
                };
            };
            400: components["responses"]["InvalidId"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["IntegrationNotFound"];
            429: components["responses"]["RateLimited"];
        };
    };
    updateIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The number of the integration.
                 * @example 42
                 */
                id: number;
            };
            cookie?: never;
        };
        /** @description The settings to change. None of them is required. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntegrationUpdate"];
            };
        };
        responses: {
            /** @description The integration after the change. No credentials, no preview of them, no creation time. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "success": true,
                     *       "integration": {
                     *         "id": 42,
                     *         "provider_name": "openrouter",
                     *         "provider_label": "OpenRouter",
                     *         "key_label": "Production OpenRouter",
                     *         "is_active": true,
                     *         "is_primary": true,
                     *         "priority": 10,
                     *         "daily_limit": 20000,
                     *         "daily_count": 1247,
                     *         "minute_limit": 200,
                     *         "minute_count": 3,
                     *         "health_status": "healthy",
                     *         "spend_limit_amount": 1000,
                     *         "spend_limit_period": "monthly",
                     *         "spend_limit_action": "block",
                     *         "updated_at": "2026-02-26T15:30:00Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationUpdated"];
                };
            };
            400: components["responses"]["InvalidUpdate"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["IntegrationNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
        };
    };
}
/** By resource: what `double.records()` gives. */
export interface Records {
    integration: components["schemas"]["IntegrationListItem"] & Record<string, unknown>;
}
