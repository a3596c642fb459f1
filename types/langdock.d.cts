// Generated from specs/ by `npm run vendor-types`.
export interface paths {
    "/integrations/v1/get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the integrations of the workspace
         * @description Answers every integration in one reply: no query parameters, no pages, no filters. The only operation that a key with the scope ASSISTANT_API may call as well. This literal path wins over the one with an integration id, with all its methods.
         */
        get: operations["listIntegrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/v1/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an integration
         * @description Creates a custom integration without authentication, actions and triggers; those are added by the other operations. This literal path wins over the one with an integration id, with all its methods.
         */
        post: operations["createIntegration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/v1/{integrationId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        /**
         * Read one integration
         * @description Answers one integration with its authentication, actions and triggers. The secret of the OAuth client, the code of a trigger and a trigger's input fields are never part of it.
         */
        get: operations["getIntegration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update properties of an integration
         * @description Changes what the body names and keeps the rest. Every field is optional. The reply shows id, name and description and nothing else, so a changed icon is seen through the icon operation and a changed color nowhere. The authentication type, actions, triggers and who built the integration cannot be changed here.
         */
        patch: operations["updateIntegration"];
        trace?: never;
    };
    "/integrations/v1/{integrationId}/auth": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Configure how users authenticate
         * @description Sets the authentication of an integration. A list of fields replaces the stored list as a whole. A changed authType deletes the existing connections of all users. The secret of the OAuth client can be written and is never shown again; a type other than OAUTH and OAUTH_DCR takes no OAuth client and forgets the stored one.
         */
        patch: operations["updateIntegrationAuth"];
        trace?: never;
    };
    "/integrations/v1/{integrationId}/icon": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        /**
         * Read the address of the icon
         * @description Answers where the icon of the integration is, or null if it has none.
         */
        get: operations["getIntegrationIcon"];
        /**
         * Replace the icon
         * @description Takes an image as the file field icon of a form. PNG, JPEG and WebP are named by the vendor, and others are refused; after resizing the image must not be larger than 20 MB.
         */
        put: operations["uploadIntegrationIcon"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/v1/{integrationId}/actions/create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an action to an integration
         * @description Creates an action. Its name must be unique within the integration. Its slug is derived from the name and stays what it is when the action is renamed. Input fields keep the order of the request; each gets a slug derived from its label.
         */
        post: operations["createAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/v1/{integrationId}/actions/{actionId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
                /**
                 * @description UUID of the action
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                actionId: components["parameters"]["ActionId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Replace an action
         * @description Replaces the configuration of an action. An omitted description is cleared and omitted input fields are dropped; omitted code and an omitted requiresConfirmation are kept. The slug of the action never changes. An input field whose slug is the same as before keeps its jsonSchema when the request names none.
         */
        put: operations["updateAction"];
        post?: never;
        /**
         * Delete an action
         * @description Removes an action permanently. Agents and workflows that used it can no longer run it.
         */
        delete: operations["deleteAction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/v1/{integrationId}/triggers/create": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a trigger to an integration
         * @description Creates a trigger. Its name must be unique within the integration, and its slug is derived from the name. The polling code and the input fields can be written and are shown by no reply.
         */
        post: operations["createTrigger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/integrations/v1/{integrationId}/triggers/{triggerId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
                /**
                 * @description UUID of the trigger
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                triggerId: components["parameters"]["TriggerId"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Replace a trigger
         * @description Replaces the configuration of a trigger with what the request holds: whatever is omitted is gone. The slug of the trigger never changes.
         */
        put: operations["updateTrigger"];
        post?: never;
        /**
         * Delete a trigger
         * @description Removes a trigger permanently. Workflows that it started are no longer started by it.
         */
        delete: operations["deleteTrigger"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What every refusal looks like; the vendor documents the statuses and no body, so this shape is assumed */
        Error: {
            /** @description Why the call was refused */
            message: string;
        };
        /**
         * @description How users connect. SERVICE_ACCOUNT stands on the older page only. A key or token in fields of the integration's own (API_KEY, SERVICE_ACCOUNT), OAuth 2.0 with a registered client (OAUTH) or with dynamic registration (OAUTH_DCR), or nothing at all (NONE).
         * @enum {string}
         */
        AuthType: "NONE" | "API_KEY" | "OAUTH" | "OAUTH_DCR" | "SERVICE_ACCOUNT";
        /**
         * @description Kind of input that a user sees when connecting
         * @enum {string}
         */
        AuthFieldType: "TEXT" | "MULTI_LINE_TEXT" | "PASSWORD" | "NUMBER" | "EMBEDDING_MODEL";
        IntegrationListReply: {
            /** @description All integrations of the workspace */
            integrations: components["schemas"]["IntegrationListItem"][];
        };
        /** @description An integration as the list shows it */
        IntegrationListItem: {
            /**
             * Format: uuid
             * @description UUID of the integration
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description What the integration is for, possibly empty */
            description: string;
            authType: components["schemas"]["AuthType"];
            /** @description Whether Langdock itself built the integration; spelled like this */
            buildByLangdock: boolean;
            /** @description The actions of the integration, in short */
            actions: components["schemas"]["IntegrationListAction"][];
        };
        /** @description An action as the list of integrations shows it */
        IntegrationListAction: {
            /**
             * Format: uuid
             * @description UUID of the action
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description What the action does, possibly empty */
            description: string;
        };
        /** @description A new integration; neither icon nor color can be given here */
        CreateIntegrationRequest: {
            /** @description Name as users see it */
            name: string;
            /**
             * @description What the integration is for
             * @default
             */
            description?: string;
        };
        CreateIntegrationReply: {
            integration: components["schemas"]["CreatedIntegration"];
        };
        /** @description An integration right after its creation */
        CreatedIntegration: {
            /**
             * Format: uuid
             * @description UUID of the integration
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description What the integration is for, possibly empty */
            description: string;
            /**
             * Format: date-time
             * @description When it was created, UTC, with milliseconds
             */
            createdAt: string;
        };
        IntegrationReply: {
            integration: components["schemas"]["Integration"];
        };
        /** @description An integration with everything that the API shows of it */
        Integration: {
            /**
             * Format: uuid
             * @description UUID of the integration
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description What the integration is for, possibly empty */
            description: string;
            authType: components["schemas"]["AuthType"];
            /** @description JavaScript that tries out a user's credentials */
            authTestCode: string | null;
            /** @description What a user enters when connecting */
            authFields: components["schemas"]["AuthField"][];
            oauthClient: components["schemas"]["OAuthClient"];
            /** @description The actions of the integration */
            actions: components["schemas"]["IntegrationAction"][];
            /** @description The triggers of the integration */
            triggers: components["schemas"]["IntegrationTrigger"][];
        };
        /** @description An action as its integration shows it */
        IntegrationAction: {
            /**
             * Format: uuid
             * @description UUID of the action
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description Made from the first name, never changed */
            slug: string;
            /** @description What the action does, possibly empty */
            description: string;
            /** @description Place among the actions of the integration */
            order: number;
        };
        /** @description A trigger as its integration shows it, without code and input fields */
        IntegrationTrigger: {
            /**
             * Format: uuid
             * @description UUID of the trigger
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description Made from the first name, never changed */
            slug: string;
            /** @description What the trigger waits for, possibly empty */
            description: string;
        };
        /** @description Everything that the replies about an integration show between them; no single reply does */
        IntegrationRecord: {
            /**
             * Format: uuid
             * @description UUID of the integration
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description What the integration is for, possibly empty */
            description: string;
            authType: components["schemas"]["AuthType"];
            /** @description JavaScript that tries out a user's credentials */
            authTestCode: string | null;
            /** @description What a user enters when connecting */
            authFields: components["schemas"]["AuthField"][];
            oauthClient: components["schemas"]["OAuthClient"];
            /** @description Address of the icon; null without an icon */
            iconUrl: string | null;
            /** @description Whether Langdock itself built the integration; spelled like this */
            buildByLangdock: boolean;
            /**
             * Format: date-time
             * @description When it was created, UTC, with milliseconds
             */
            createdAt: string;
            /** @description The actions of the integration */
            actions: components["schemas"]["IntegrationAction"][];
            /** @description The triggers of the integration */
            triggers: components["schemas"]["IntegrationTrigger"][];
        };
        /** @description Only what shall change */
        UpdateIntegrationRequest: {
            /** @description Name as users see it */
            name?: string;
            /** @description What the integration is for */
            description?: string;
            /** @description Where the icon is */
            iconUrl?: string;
            /** @description Hex color of the integration */
            color?: string;
        };
        UpdateIntegrationReply: {
            integration: components["schemas"]["UpdatedIntegration"];
        };
        /** @description The three fields that an update shows */
        UpdatedIntegration: {
            /**
             * Format: uuid
             * @description UUID of the integration
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description What the integration is for, possibly empty */
            description: string;
        };
        /** @description The authentication of an integration; an oauthClient goes with OAUTH and OAUTH_DCR only */
        UpdateIntegrationAuthRequest: {
            authType: components["schemas"]["AuthType"];
            /** @description What a user enters when connecting; replaces the stored list. Each slug may occur once. */
            authFields?: components["schemas"]["AuthFieldInput"][];
            /** @description JavaScript that tries out a user's credentials */
            authTestCode?: string;
            oauthClient?: components["schemas"]["OAuthClientInput"];
        };
        /** @description One input that a user sees when connecting */
        AuthFieldInput: {
            /** @description Made by the server; must not be sent, and is ignored if it is */
            readonly id?: unknown;
            /** @description Name in code; unique within the integration */
            slug: string;
            /** @description Name as users see it */
            label: string;
            type: components["schemas"]["AuthFieldType"];
            /**
             * @description Help for the user
             * @default
             */
            description?: string;
            /** @description Shown while the input is empty */
            placeholder?: string;
            /**
             * @description Whether a user must fill it in
             * @default false
             */
            required?: boolean;
        };
        /** @description The OAuth client; only for the types OAUTH and OAUTH_DCR */
        OAuthClientInput: {
            /** @description Scopes to ask for, with a space between them */
            scopes?: string;
            /** @description Where users are sent to sign in */
            authUrl?: string;
            /** @description Where codes are exchanged for tokens */
            tokenUrl?: string;
            /** @description Id of the client */
            clientId?: string;
            /** @description Secret of the client, never shown */
            clientSecret?: string;
            /** @description Text of the button that connects */
            label?: string;
            /** @description JavaScript that replaces the authorization step */
            authorizationCode?: string;
            /** @description JavaScript that replaces the token step */
            accessTokenCode?: string;
            /** @description JavaScript that replaces the refresh step */
            refreshTokenCode?: string;
        };
        UpdateIntegrationAuthReply: {
            integration: components["schemas"]["IntegrationAuth"];
        };
        /** @description The authentication of an integration; the vendor does not show this reply, so its shape is assumed */
        IntegrationAuth: {
            /**
             * Format: uuid
             * @description UUID of the integration
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            authType: components["schemas"]["AuthType"];
            /** @description What a user enters when connecting */
            authFields: components["schemas"]["AuthField"][];
            /** @description JavaScript that tries out a user's credentials */
            authTestCode: string | null;
            oauthClient: components["schemas"]["OAuthClient"];
        };
        /** @description One input that a user sees when connecting */
        AuthField: {
            /**
             * Format: uuid
             * @description UUID of the field
             */
            id: string;
            /** @description Name in code */
            slug: string;
            /** @description Name as users see it */
            label: string;
            type: components["schemas"]["AuthFieldType"];
            /** @description Help for the user, possibly empty */
            description: string;
            /** @description Shown while the input is empty */
            placeholder: string | null;
            /** @description Whether a user must fill it in */
            required: boolean;
        };
        /** @description What was set of the OAuth client, without its secret; null if there is none */
        OAuthClient: {
            /** @description Scopes to ask for, with a space between them */
            scopes?: string;
            /** @description Where users are sent to sign in */
            authUrl?: string;
            /** @description Where codes are exchanged for tokens */
            tokenUrl?: string;
            /** @description Id of the client */
            clientId?: string;
            /** @description Text of the button that connects */
            label?: string;
            /** @description JavaScript that replaces the authorization step */
            authorizationCode?: string;
            /** @description JavaScript that replaces the token step */
            accessTokenCode?: string;
            /** @description JavaScript that replaces the refresh step */
            refreshTokenCode?: string;
        } | null;
        /** @description Where the icon of an integration is */
        IntegrationIcon: {
            /** @description Address of the icon; null without an icon */
            iconUrl: string | null;
        };
        /** @description A form with the image */
        UploadIntegrationIconRequest: {
            /** @description The image file */
            icon: unknown;
        };
        /** @description Where the new icon is; the vendor does not show this reply, so its shape is assumed */
        UploadedIntegrationIcon: {
            /** @description Address of the new icon */
            iconUrl: string;
        };
        /** @description One choice of a SELECT field in a request */
        InputFieldOption: {
            /** @description Choice as users see it */
            label: string;
            /** @description What the code gets */
            value: string;
        };
        /** @description A new action */
        CreateActionRequest: {
            /** @description Unique within the integration */
            name: string;
            /**
             * @description Tells agents when to use the action
             * @default
             */
            description?: string;
            /** @description JavaScript that the action runs */
            code?: string;
            /**
             * @description Whether a user is asked before the action runs; no reply shows it
             * @default true
             */
            requiresConfirmation?: boolean;
            /** @description The inputs of the action, in their order */
            inputFields?: components["schemas"]["ActionInputFieldInput"][];
        };
        /** @description The action as it shall be */
        UpdateActionRequest: {
            /** @description Unique within the integration */
            name: string;
            /** @description Tells agents when to use the action; cleared if omitted */
            description?: string;
            /** @description JavaScript that the action runs; kept if omitted */
            code?: string;
            /** @description Whether a user is asked before the action runs; kept if omitted, shown by no reply */
            requiresConfirmation?: boolean;
            /** @description The inputs of the action, in their order; dropped if omitted */
            inputFields?: components["schemas"]["ActionInputFieldInput"][];
        };
        /** @description One input of an action in a request; it is made anew by each request, on a replacement as well */
        ActionInputFieldInput: {
            /** @description Name as users see it */
            label: string;
            /**
             * @description Kind of input
             * @default TEXT
             * @enum {string}
             */
            type?: "TEXT" | "MULTI_LINE_TEXT" | "NUMBER" | "BOOLEAN" | "SELECT" | "PASSWORD" | "VECTOR" | "OBJECT" | "FILE" | "ID";
            /**
             * @description Help for the agent
             * @default
             */
            description?: string;
            /** @description Shown while the input is empty */
            placeholder?: string;
            /**
             * @description Whether it must be filled in
             * @default false
             */
            required?: boolean;
            /** @description The choices of a SELECT field */
            options?: components["schemas"]["InputFieldOption"][];
            /** @description Whether several choices may be taken */
            allowMultiSelect?: boolean;
            /**
             * Format: uuid
             * @description Action that supplies the choices at run time
             */
            contextActionId?: string;
            /** @description JSON Schema of the value, as a string of JSON */
            jsonSchema?: string;
        };
        ActionReply: {
            action: components["schemas"]["Action"];
        };
        /** @description An action as creation and replacement show it */
        Action: {
            /**
             * Format: uuid
             * @description UUID of the action
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description Made from the first name, never changed */
            slug: string;
            /** @description Tells agents when to use the action, possibly empty */
            description: string;
            /** @description JavaScript that the action runs */
            code: string | null;
            /** @description Place among the actions of the integration */
            order: number;
            /** @description The inputs of the action */
            inputFields: components["schemas"]["ActionInputField"][];
        };
        /** @description One input of an action */
        ActionInputField: {
            /** @description Name in code, made from the label */
            slug: string;
            /** @description Name as users see it */
            label: string;
            /**
             * @description Kind of input
             * @enum {string}
             */
            type: "TEXT" | "MULTI_LINE_TEXT" | "NUMBER" | "BOOLEAN" | "SELECT" | "PASSWORD" | "VECTOR" | "OBJECT" | "FILE" | "ID";
            /** @description Help for the agent, possibly empty */
            description: string;
            /** @description Shown while the input is empty */
            placeholder: string | null;
            /** @description Whether it must be filled in */
            required: boolean;
            /** @description Place among the inputs of the action */
            order: number;
            /** @description The choices of a SELECT field */
            options: components["schemas"]["InputFieldOptionView"][] | null;
            /** @description Whether several choices may be taken */
            allowMultiSelect: boolean | null;
            /**
             * Format: uuid
             * @description Action that supplies the choices
             */
            contextActionId: string | null;
            /** @description JSON Schema of the value, as a string of JSON */
            jsonSchema: string | null;
        };
        /** @description One choice of a SELECT field in a reply */
        InputFieldOptionView: {
            /** @description Choice as users see it */
            label: string;
            /** @description What the code gets */
            value: string;
        };
        /** @description What the deletion of an action answers */
        DeletedAction: {
            /**
             * @description Always the same words
             * @constant
             */
            message: "Action deleted";
            /**
             * Format: uuid
             * @description UUID of the deleted action
             */
            id: string;
        };
        /** @description A new trigger */
        CreateTriggerRequest: {
            /** @description Unique within the integration */
            name: string;
            /**
             * @description What the trigger waits for
             * @default
             */
            description?: string;
            /** @description JavaScript that looks for new events; no reply shows it */
            pollingCode?: string;
            /** @description The inputs of the trigger, in their order; no reply shows them */
            inputFields?: components["schemas"]["TriggerInputFieldInput"][];
        };
        /** @description The trigger as it shall be; what is omitted is gone */
        UpdateTriggerRequest: {
            /** @description Unique within the integration */
            name: string;
            /** @description What the trigger waits for */
            description?: string;
            /** @description JavaScript that looks for new events; no reply shows it */
            pollingCode?: string;
            /** @description The inputs of the trigger, in their order; no reply shows them */
            inputFields?: components["schemas"]["TriggerInputFieldInput"][];
        };
        /** @description One input of a trigger in a request; it is made anew by each request, on a replacement as well */
        TriggerInputFieldInput: {
            /** @description Name as users see it */
            label: string;
            /**
             * @description Kind of input
             * @default TEXT
             * @enum {string}
             */
            type?: "TEXT" | "MULTI_LINE_TEXT" | "NUMBER" | "BOOLEAN" | "SELECT" | "PASSWORD" | "VECTOR";
            /**
             * @description Help for the user
             * @default
             */
            description?: string;
            /** @description Shown while the input is empty */
            placeholder?: string;
            /**
             * @description Whether it must be filled in
             * @default false
             */
            required?: boolean;
            /** @description The choices of a SELECT field */
            options?: components["schemas"]["InputFieldOption"][];
            /** @description Whether several choices may be taken */
            allowMultiSelect?: boolean;
            /** @description JSON Schema of the value, as a string of JSON */
            jsonSchema?: string;
        };
        TriggerReply: {
            trigger: components["schemas"]["Trigger"];
        };
        /** @description A trigger as creation and replacement show it; the vendor's reply was not seen, so its keys are assumed */
        Trigger: {
            /**
             * Format: uuid
             * @description UUID of the trigger
             */
            id: string;
            /** @description Name as users see it */
            name: string;
            /** @description Made from the first name, never changed */
            slug: string;
            /** @description What the trigger waits for, possibly empty */
            description: string;
        };
        /** @description What the deletion of a trigger answers */
        DeletedTrigger: {
            /**
             * @description Always the same words
             * @constant
             */
            message: "Trigger deleted";
            /**
             * Format: uuid
             * @description UUID of the deleted trigger
             */
            id: string;
        };
    };
    responses: {
        /** @description The body is no JSON object, lacks the name, or a field is too long or holds characters that are not allowed. */
        InvalidNewIntegration: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The id in the path is no UUID. */
        InvalidIntegrationId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body breaks a rule, or the id in the path is no UUID. */
        InvalidBodyOrIntegrationId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description One of the ids in the path is no UUID. */
        InvalidActionId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body breaks a rule, or one of the ids in the path is no UUID. The words are assumed. */
        InvalidBodyOrActionId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description One of the ids in the path is no UUID. */
        InvalidTriggerId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body breaks a rule, or one of the ids in the path is no UUID. The words are assumed. */
        InvalidBodyOrTriggerId: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no API key, its scheme is not Bearer, or the key is unknown or revoked. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the key lacks the scope, or the call comes from a browser. The words are assumed. */
        KeyForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The integration exists and belongs to another workspace, the key lacks the scope, or the call comes from a browser. Only the first has words of the vendor; the other two are assumed. */
        IntegrationForbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the address is none of the API's, for instance one with a slash at its end. The words are assumed. */
        PathNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description No workspace has an integration with this id. */
        IntegrationNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no integration with this id, or it has no action with this id. */
        ActionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description There is no integration with this id, or it has no trigger with this id. */
        TriggerNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Another action of the integration has this name. The words are assumed. */
        ActionNameTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; another trigger of the integration has this name. Taken over from actions. */
        TriggerNameTaken: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the body is larger than the server takes. The words are assumed. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Not documented by the vendor; the body is not of the media type of this operation. The words are assumed. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The key made too many requests. No header says when to try again. */
        RateLimitExceeded: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The vendor failed. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: {
        /**
         * @description UUID of the integration
         * @example 550e8400-e29b-41d4-a716-446655440000
         */
        IntegrationId: string;
        /**
         * @description UUID of the action
         * @example 660e8400-e29b-41d4-a716-446655440001
         */
        ActionId: string;
        /**
         * @description UUID of the trigger
         * @example 660e8400-e29b-41d4-a716-446655440001
         */
        TriggerId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Error = components['schemas']['Error'];
export type AuthType = components['schemas']['AuthType'];
export type AuthFieldType = components['schemas']['AuthFieldType'];
export type IntegrationListReply = components['schemas']['IntegrationListReply'];
export type IntegrationListItem = components['schemas']['IntegrationListItem'];
export type IntegrationListAction = components['schemas']['IntegrationListAction'];
export type CreateIntegrationRequest = components['schemas']['CreateIntegrationRequest'];
export type CreateIntegrationReply = components['schemas']['CreateIntegrationReply'];
export type CreatedIntegration = components['schemas']['CreatedIntegration'];
export type IntegrationReply = components['schemas']['IntegrationReply'];
export type Integration = components['schemas']['Integration'];
export type IntegrationAction = components['schemas']['IntegrationAction'];
export type IntegrationTrigger = components['schemas']['IntegrationTrigger'];
export type IntegrationRecord = components['schemas']['IntegrationRecord'];
export type UpdateIntegrationRequest = components['schemas']['UpdateIntegrationRequest'];
export type UpdateIntegrationReply = components['schemas']['UpdateIntegrationReply'];
export type UpdatedIntegration = components['schemas']['UpdatedIntegration'];
export type UpdateIntegrationAuthRequest = components['schemas']['UpdateIntegrationAuthRequest'];
export type AuthFieldInput = components['schemas']['AuthFieldInput'];
export type OAuthClientInput = components['schemas']['OAuthClientInput'];
export type UpdateIntegrationAuthReply = components['schemas']['UpdateIntegrationAuthReply'];
export type IntegrationAuth = components['schemas']['IntegrationAuth'];
export type AuthField = components['schemas']['AuthField'];
export type OAuthClient = components['schemas']['OAuthClient'];
export type IntegrationIcon = components['schemas']['IntegrationIcon'];
export type UploadIntegrationIconRequest = components['schemas']['UploadIntegrationIconRequest'];
export type UploadedIntegrationIcon = components['schemas']['UploadedIntegrationIcon'];
export type InputFieldOption = components['schemas']['InputFieldOption'];
export type CreateActionRequest = components['schemas']['CreateActionRequest'];
export type UpdateActionRequest = components['schemas']['UpdateActionRequest'];
export type ActionInputFieldInput = components['schemas']['ActionInputFieldInput'];
export type ActionReply = components['schemas']['ActionReply'];
export type Action = components['schemas']['Action'];
export type ActionInputField = components['schemas']['ActionInputField'];
export type InputFieldOptionView = components['schemas']['InputFieldOptionView'];
export type DeletedAction = components['schemas']['DeletedAction'];
export type CreateTriggerRequest = components['schemas']['CreateTriggerRequest'];
export type UpdateTriggerRequest = components['schemas']['UpdateTriggerRequest'];
export type TriggerInputFieldInput = components['schemas']['TriggerInputFieldInput'];
export type TriggerReply = components['schemas']['TriggerReply'];
export type Trigger = components['schemas']['Trigger'];
export type DeletedTrigger = components['schemas']['DeletedTrigger'];
export type ResponseInvalidNewIntegration = components['responses']['InvalidNewIntegration'];
export type ResponseInvalidIntegrationId = components['responses']['InvalidIntegrationId'];
export type ResponseInvalidBodyOrIntegrationId = components['responses']['InvalidBodyOrIntegrationId'];
export type ResponseInvalidActionId = components['responses']['InvalidActionId'];
export type ResponseInvalidBodyOrActionId = components['responses']['InvalidBodyOrActionId'];
export type ResponseInvalidTriggerId = components['responses']['InvalidTriggerId'];
export type ResponseInvalidBodyOrTriggerId = components['responses']['InvalidBodyOrTriggerId'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseKeyForbidden = components['responses']['KeyForbidden'];
export type ResponseIntegrationForbidden = components['responses']['IntegrationForbidden'];
export type ResponsePathNotFound = components['responses']['PathNotFound'];
export type ResponseIntegrationNotFound = components['responses']['IntegrationNotFound'];
export type ResponseActionNotFound = components['responses']['ActionNotFound'];
export type ResponseTriggerNotFound = components['responses']['TriggerNotFound'];
export type ResponseActionNameTaken = components['responses']['ActionNameTaken'];
export type ResponseTriggerNameTaken = components['responses']['TriggerNameTaken'];
export type ResponseBodyTooLarge = components['responses']['BodyTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseRateLimitExceeded = components['responses']['RateLimitExceeded'];
export type ResponseInternalServerError = components['responses']['InternalServerError'];
export type ParameterIntegrationId = components['parameters']['IntegrationId'];
export type ParameterActionId = components['parameters']['ActionId'];
export type ParameterTriggerId = components['parameters']['TriggerId'];
export type $defs = Record<string, never>;
export interface operations {
    listIntegrations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All integrations of the workspace */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationListReply"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["KeyForbidden"];
            404: components["responses"]["PathNotFound"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    createIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIntegrationRequest"];
            };
        };
        responses: {
            /** @description The integration was created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateIntegrationReply"];
                };
            };
            400: components["responses"]["InvalidNewIntegration"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["KeyForbidden"];
            404: components["responses"]["PathNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The integration */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationReply"];
                };
            };
            400: components["responses"]["InvalidIntegrationId"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["IntegrationForbidden"];
            404: components["responses"]["IntegrationNotFound"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    updateIntegration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateIntegrationRequest"];
            };
        };
        responses: {
            /** @description The integration after the update */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateIntegrationReply"];
                };
            };
            400: components["responses"]["InvalidBodyOrIntegrationId"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["IntegrationForbidden"];
            404: components["responses"]["IntegrationNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    updateIntegrationAuth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateIntegrationAuthRequest"];
            };
        };
        responses: {
            /** @description The authentication after the update */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpdateIntegrationAuthReply"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            400: components["responses"]["InvalidBodyOrIntegrationId"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            403: components["responses"]["IntegrationForbidden"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            404: components["responses"]["IntegrationNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    getIntegrationIcon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The address of the icon */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationIcon"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            400: components["responses"]["InvalidIntegrationId"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            403: components["responses"]["IntegrationForbidden"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            404: components["responses"]["IntegrationNotFound"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    uploadIntegrationIcon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadIntegrationIconRequest"];
            };
        };
        responses: {
            /** @description The icon was replaced */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadedIntegrationIcon"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            400: components["responses"]["InvalidBodyOrIntegrationId"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            403: components["responses"]["IntegrationForbidden"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            404: components["responses"]["IntegrationNotFound"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    createAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateActionRequest"];
            };
        };
        responses: {
            /** @description The action was created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionReply"];
                };
            };
            400: components["responses"]["InvalidBodyOrIntegrationId"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["IntegrationForbidden"];
            404: components["responses"]["IntegrationNotFound"];
            409: components["responses"]["ActionNameTaken"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimitExceeded"];
            500: components["responses"]["InternalServerError"];
        };
    };
    updateAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
                /**
                 * @description UUID of the action
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                actionId: components["parameters"]["ActionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateActionRequest"];
            };
        };
        responses: {
            /** @description The action after the replacement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionReply"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            400: components["responses"]["InvalidBodyOrActionId"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            403: components["responses"]["IntegrationForbidden"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            404: components["responses"]["ActionNotFound"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            409: components["responses"]["ActionNameTaken"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    deleteAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
                /**
                 * @description UUID of the action
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                actionId: components["parameters"]["ActionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The action was deleted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedAction"];
                };
            };
            400: components["responses"]["InvalidActionId"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["IntegrationForbidden"];
            404: components["responses"]["ActionNotFound"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    createTrigger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTriggerRequest"];
            };
        };
        responses: {
            /** @description The trigger was created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerReply"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            400: components["responses"]["InvalidBodyOrIntegrationId"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            403: components["responses"]["IntegrationForbidden"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            404: components["responses"]["IntegrationNotFound"];
            409: components["responses"]["TriggerNameTaken"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    updateTrigger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
                /**
                 * @description UUID of the trigger
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                triggerId: components["parameters"]["TriggerId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateTriggerRequest"];
            };
        };
        responses: {
            /** @description The trigger after the replacement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriggerReply"];
                };
            };
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            400: components["responses"]["InvalidBodyOrTriggerId"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            401: components["responses"]["Unauthorized"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            403: components["responses"]["IntegrationForbidden"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            404: components["responses"]["TriggerNotFound"];
            409: components["responses"]["TriggerNameTaken"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description Not documented by the vendor; our sources do not show it, so it is taken over from the sibling operations. */
            429: components["responses"]["RateLimitExceeded"];
        };
    };
    deleteTrigger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description UUID of the integration
                 * @example 550e8400-e29b-41d4-a716-446655440000
                 */
                integrationId: components["parameters"]["IntegrationId"];
                /**
                 * @description UUID of the trigger
                 * @example 660e8400-e29b-41d4-a716-446655440001
                 */
                triggerId: components["parameters"]["TriggerId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The trigger was deleted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedTrigger"];
                };
            };
            400: components["responses"]["InvalidTriggerId"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["IntegrationForbidden"];
            404: components["responses"]["TriggerNotFound"];
            429: components["responses"]["RateLimitExceeded"];
        };
    };
}
/** By resource: what `double.records()` gives. */
export interface Records {
    integration: Omit<components["schemas"]["IntegrationRecord"], "actions" | "triggers"> & Record<string, unknown>;
    action: components["schemas"]["Action"] & Record<string, unknown>;
    trigger: components["schemas"]["Trigger"] & Record<string, unknown>;
    connection: Record<string, unknown>;
}
