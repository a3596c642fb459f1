// Generated from specs/ by `npm run vendor-types`.
export interface paths {
    "/api/public/v1/integrations/llm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List LLM integrations
         * @description All LLM integrations of the organization, as a bare array without pages.
         *     The vendor's documentation mentions this operation as the source of `ai_` ids but does not describe it:
         *     the form of the reply is taken from its other lists.
         */
        get: operations["listLlmIntegrations"];
        put?: never;
        /**
         * Create an LLM integration (extension)
         * @description An extension: the vendor does not publish this operation, and integrations are connected in its dashboard.
         *     Stores a provider, its key and a name. The key is never shown again.
         */
        post: operations["createLlmIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/public/v1/integrations/llm/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an LLM integration (extension)
         * @description An extension: the vendor does not publish this operation. One integration by its id.
         */
        get: operations["getLlmIntegration"];
        put?: never;
        post?: never;
        /**
         * Delete an LLM integration (extension)
         * @description An extension: the vendor does not publish this operation. Removes an integration permanently; a second delete is 404.
         */
        delete: operations["deleteLlmIntegration"];
        options?: never;
        head?: never;
        /**
         * Rename an LLM integration
         * @description Gives an integration another name. Provider and credential stay as they are: `type`, a key
         *     or any other field in the body is ignored.
         */
        patch: operations["updateLlmIntegration"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description An LLM integration as replies show it. The credential has no trace in it.
         * @example {
         *       "id": "ai_01KFRX8K1CKQGCV2W5J9C9Z37H",
         *       "type": "anthropic",
         *       "name": "Staging Anthropic",
         *       "created_at": "2026-02-20T14:00:00.000Z",
         *       "updated_at": "2026-05-14T16:00:00.000Z"
         *     }
         */
        LlmIntegration: {
            /** @description `ai_` and a ULID. */
            id: string;
            /**
             * @description The provider. Never changes.
             * @enum {string}
             */
            type: "anthropic";
            /** @description The name that people read. */
            name: string;
            /**
             * Format: date-time
             * @description When it was connected, in UTC with milliseconds.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was last renamed, in UTC with milliseconds.
             */
            updated_at: string;
        };
        /** @description LLM integrations, bare. */
        LlmIntegrationList: components["schemas"]["LlmIntegration"][];
        /** @description A new LLM integration. Its fields are assumed. */
        CreateLlmIntegrationRequest: {
            /**
             * @description The provider.
             * @enum {string}
             */
            type: "anthropic";
            /** @description The name that people read. */
            name: string;
            /** @description The provider's key. Never returned. */
            api_key: string;
        };
        /**
         * @description The new name. Anything else that is sent is ignored.
         * @example {
         *       "name": "Staging Anthropic"
         *     }
         */
        UpdateLlmIntegrationRequest: {
            /** @description The name that people read. */
            name: string;
        };
        /** @description An error, as one text. */
        Error: {
            /** @description What went wrong. */
            error: string;
        };
    };
    responses: {
        /** @description The id in the path is no ULID, or the body lacks a name. */
        InvalidUpdate: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the id in the path is no ULID. The text is the one of the renaming. */
        InvalidIdUndocumented: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "integration ID must be a valid ULID"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the body cannot be read or lacks a required field. The texts follow the one of the renaming. */
        InvalidCreate: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the request cannot be read. */
        UnreadableRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "invalid request"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The API key is missing, invalid or revoked. The vendor's overview has the status; the text is assumed. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "unauthorized"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the key may not do this. The vendor's keys have no scopes, so only a test asks for it. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "forbidden"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The calling organization has no such integration; another organization may. */
        IntegrationNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "LLM integration not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the calling organization has no such integration. The text is the one of the renaming. */
        IntegrationNotFoundUndocumented: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "LLM integration not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; nothing is found under this address. */
        PathNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "not found"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
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
                 *       "error": "request body is too large"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
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
                 *       "error": "content type must be application/json"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; too many requests. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "error": "rate limit exceeded"
                 *     }
                 */
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description Id of the integration: `ai_` and a ULID. A string that is no ULID behind an optional prefix is refused with 400,
         *     a well-formed id that names nothing in the organization with 404.
         * @example ai_01KFRX8K1CKQGCV2W5J9C9Z37H
         */
        LlmIntegrationId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type LlmIntegration = components['schemas']['LlmIntegration'];
export type LlmIntegrationList = components['schemas']['LlmIntegrationList'];
export type CreateLlmIntegrationRequest = components['schemas']['CreateLlmIntegrationRequest'];
export type UpdateLlmIntegrationRequest = components['schemas']['UpdateLlmIntegrationRequest'];
export type Error = components['schemas']['Error'];
export type ResponseInvalidUpdate = components['responses']['InvalidUpdate'];
export type ResponseInvalidIdUndocumented = components['responses']['InvalidIdUndocumented'];
export type ResponseInvalidCreate = components['responses']['InvalidCreate'];
export type ResponseUnreadableRequest = components['responses']['UnreadableRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseIntegrationNotFound = components['responses']['IntegrationNotFound'];
export type ResponseIntegrationNotFoundUndocumented = components['responses']['IntegrationNotFoundUndocumented'];
export type ResponsePathNotFound = components['responses']['PathNotFound'];
export type ResponseContentTooLarge = components['responses']['ContentTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ParameterLlmIntegrationId = components['parameters']['LlmIntegrationId'];
export type $defs = Record<string, never>;
export interface operations {
    listLlmIntegrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization's LLM integrations. Their form is assumed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "ai_01KFRX8K1CKQGCV2W5J9C9Z37H",
                     *         "type": "anthropic",
                     *         "name": "Staging Anthropic",
                     *         "created_at": "2026-02-20T14:00:00.000Z",
                     *         "updated_at": "2026-05-14T16:00:00.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["LlmIntegrationList"];
                };
            };
            400: components["responses"]["UnreadableRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["PathNotFound"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    createLlmIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The integration to store. Fields that are not listed are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLlmIntegrationRequest"];
            };
        };
        responses: {
            /** @description Not documented by the vendor; the integration as stored. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ai_01KFRX8K1CKQGCV2W5J9C9Z37H",
                     *       "type": "anthropic",
                     *       "name": "Staging Anthropic",
                     *       "created_at": "2026-02-20T14:00:00.000Z",
                     *       "updated_at": "2026-02-20T14:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["LlmIntegration"];
                };
            };
            400: components["responses"]["InvalidCreate"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["PathNotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    getLlmIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the integration: `ai_` and a ULID. A string that is no ULID behind an optional prefix is refused with 400,
                 *     a well-formed id that names nothing in the organization with 404.
                 * @example ai_01KFRX8K1CKQGCV2W5J9C9Z37H
                 */
                id: components["parameters"]["LlmIntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not documented by the vendor; the integration. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ai_01KFRX8K1CKQGCV2W5J9C9Z37H",
                     *       "type": "anthropic",
                     *       "name": "Staging Anthropic",
                     *       "created_at": "2026-02-20T14:00:00.000Z",
                     *       "updated_at": "2026-05-14T16:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["LlmIntegration"];
                };
            };
            400: components["responses"]["InvalidIdUndocumented"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["IntegrationNotFoundUndocumented"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    deleteLlmIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the integration: `ai_` and a ULID. A string that is no ULID behind an optional prefix is refused with 400,
                 *     a well-formed id that names nothing in the organization with 404.
                 * @example ai_01KFRX8K1CKQGCV2W5J9C9Z37H
                 */
                id: components["parameters"]["LlmIntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Not documented by the vendor; the integration is gone. No body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidIdUndocumented"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["IntegrationNotFoundUndocumented"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    updateLlmIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the integration: `ai_` and a ULID. A string that is no ULID behind an optional prefix is refused with 400,
                 *     a well-formed id that names nothing in the organization with 404.
                 * @example ai_01KFRX8K1CKQGCV2W5J9C9Z37H
                 */
                id: components["parameters"]["LlmIntegrationId"];
            };
            cookie?: never;
        };
        /** @description The new name. Fields that are not listed are ignored. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLlmIntegrationRequest"];
            };
        };
        responses: {
            /** @description The integration under its new name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "ai_01KFRX8K1CKQGCV2W5J9C9Z37H",
                     *       "type": "anthropic",
                     *       "name": "Staging Anthropic",
                     *       "created_at": "2026-02-20T14:00:00.000Z",
                     *       "updated_at": "2026-05-14T16:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["LlmIntegration"];
                };
            };
            400: components["responses"]["InvalidUpdate"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["IntegrationNotFound"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
        };
    };
}
/** By resource: what `double.records()` gives. */
export interface Records {
    integration: components["schemas"]["LlmIntegration"] & Record<string, unknown>;
}
