/** Mutants that the suite does not notice, each with a reason: equivalent ones, and ones that no case compares yet. An outdated entry fails. */
export interface Unnoticeable {
  mutants: string[];
  reason: string;
}

const each = (vendors: string[], mutant: string): string[] => vendors.map((vendor) => `${vendor} ${mutant}`);

export const ofBehavior: Unnoticeable[] = [
  {
    mutants: ['respan operations.updateProvider is replace', 'langdock resources.action.fields.order.once is gone'],
    reason: 'noticeable, but no case of the suite compares it yet',
  },
  {
    mutants: [
      'resources.aiIntegration.order is gone',
      'resources.aiIntegration.order.direction is asc',
      'resources.aiIntegration.unique.0 is gone',
      'resources.aiIntegration.fields.has_api_key.derive is gone',
      'resources.aiIntegration.fields.headers.merge is deep',
      'resources.aiIntegration.fields.provider_metadata.merge is deep',
      'resources.aiIntegration.fields.updated_at.stamp is created',
      'resources.aiIntegration.fields.created_by_user_id.prefix is Userx',
      'operations.ai_integrations_update.merge is replace',
    ].map((mutant) => `arize ${mutant}`),
    reason:
      'noticeable, but the cases of the suite try these rules on the other form of the records; test/vendors/arize-ai-integrations.test.ts tries this one',
  },
  {
    mutants: ['arize resources.aiIntegration.fields.created_at.stamp is updated'],
    reason: 'the stored record keeps the time stamp of its creation, whatever another form of it says',
  },
  {
    mutants: each(['langdock', 'nairi', 'respan', 'spideriq'], 'requests.unknownBodyFields.treat is refuse'),
    reason:
      'the bodies of the contract say it, and have mutants of their own; `check` refuses a behavior that says otherwise',
  },
  {
    mutants: each(['arize', 'spideriq'], 'dialect.refusals.rateLimited.headers.Retry-After is gone'),
    reason: 'the contract requires the header, so the reply has it all the same, with the value that its schema shows',
  },
  {
    mutants: ['langdock dialect.messages.default.text has other words'],
    reason: 'no refusal shows a message',
  },
  {
    mutants: each(['nairi', 'spideriq'], 'dialect.messages.default.text has other words'),
    reason:
      'each keyword that a body or a query can break has words of its own; only `Prefer: code=400` asks for these, which is ours and not the API’s',
  },
  {
    mutants: [
      ...each(['nairi'], 'dialect.allowed.last has other words'),
      ...each(['nairi', 'respan'], 'dialect.allowed.separator has other words'),
    ],
    reason: 'no enum that a refusal names has so many values',
  },
  {
    mutants: ['langdock operations.updateIntegration.merge is replace'],
    reason: 'the body has no object',
  },
  {
    mutants: [
      'nairi operations.updateLlmIntegration.merge is replace',
      'nairi operations.updateLlmIntegration is replace',
    ],
    reason: 'the body has one field, which it needs: nothing can be left out',
  },
  {
    mutants: ['spideriq operations.updateIntegration.merge is replace'],
    reason: 'the only object in the body is `credentials`, which never change (S17)',
  },
  {
    mutants: [
      'arize operations.integrations_list.filters.type is gone',
      'arize operations.integrations_list.filters.type.match is contains',
    ],
    reason: 'every integration is of the only type that there is, and the contract refuses to be asked for another',
  },
  {
    mutants: ['arize resources.space.id.format is uuid'],
    reason: 'no path names a space: its id is only held against what scopings have',
  },
  {
    mutants: [
      'langdock resources.integration.fields.description.default is "mutated"',
      'respan operations.listModels.sort.default is "mutated model_name"',
      'spideriq resources.integration.fields.is_primary.default is true',
    ],
    reason: 'the default of the contract goes before it, and has a mutant of its own',
  },
  {
    mutants: ['langdock resources.action.fields.requiresConfirmation.default is false'],
    reason: 'no reply shows whether an action asks first (A22)',
  },
  {
    mutants: ['langdock resources.integration.fields.oauthClient.default is "mutated"'],
    reason: 'an integration begins with a type whose entry in the table goes before the default',
  },
  {
    mutants: ['langdock resources.integration.fields.createdAt.stamp is updated'],
    reason: 'only the reply to the creation shows it',
  },
  {
    mutants: ['langdock resources.action.order is gone', 'spideriq resources.integration.order is gone'],
    reason: 'the order is that in which they were made, which is what a list without an order has',
  },
  {
    mutants: [
      'langdock resources.connection.id.format is integer',
      'langdock resources.connection.parent is gone',
      'langdock resources.connection.dropped is gone',
    ],
    reason: 'no operation shows a connection (F4)',
  },
  {
    mutants: [
      'respan resources.provider.fields.extra_kwargs.merge is deep',
      'respan operations.createProvider.merge is replace',
      'respan operations.updateProvider.merge is replace',
      'respan operations.createModel.merge is deep',
      'respan operations.updateModel.merge is replace',
    ],
    reason: 'the only objects in the bodies are write-only',
  },
  {
    mutants: ['respan operations.replaceProvider is update'],
    reason:
      'of what replies show, the body has the name only, which it needs; what else it may leave out is write-only',
  },
  {
    mutants: ['spideriq resources.integration.fields.provider_label.derive.otherwise is another'],
    reason: 'the enum of the contract has no provider that is not in the table',
  },
  {
    mutants: ['spideriq resources.integration.fields.health_status.derive.table.1 is another'],
    reason: 'no operation makes a key fail, and the seed has none that failed just once',
  },
  {
    mutants: ['balance', 'usage_today', 'usage_month'].map(
      (item) => `spideriq resources.integration.fields.billing.${item}.once is gone`,
    ),
    reason: 'what a run makes has the figures of its provider, which never changes; no run changes what others made',
  },
];

export const ofContract: Unnoticeable[] = [
  {
    mutants: [
      'langdock updateIntegrationAuth.authFields[].description has another default',
      'langdock updateIntegrationAuth.authFields[].required has another default',
    ],
    reason: 'an update fills in no default of its document: the behavior states these, and has mutants of its own',
  },
  {
    mutants: [
      ...['type', 'space_id', 'space_name', 'name', 'cursor'].map(
        (item) => `arize integrations_list.?${item} has no type`,
      ),
      ...['space_id', 'space_name', 'name', 'cursor'].flatMap((item) => [
        `arize integrations_list.?${item} takes null`,
        `arize ai_integrations_list.?${item} takes null`,
        `arize ai_integrations_list.?${item} has no type`,
      ]),
      'respan listModels.?sort_by has no type',
      'respan listModels.?sort_by takes null',
      'spideriq listIntegrations.?provider_name has no type',
      'spideriq listIntegrations.?provider_name takes null',
      'spideriq listIntegrations.?health_status has no type',
    ],
    reason: 'a query parameter is a text, whatever its schema; what another keyword states has a mutant of its own',
  },
  {
    mutants: [
      ...['', '.role_arn', '.project_id', '.location', '.project_access_label'].map(
        (item) => `provider_metadata${item} takes null`,
      ),
      ...['kind', 'role_arn', 'external_id', 'project_id', 'location', 'project_access_label'].map(
        (item) => `provider_metadata.${item} has no type`,
      ),
      ...['role_arn', 'kind', 'project_id', 'location', 'project_access_label'].map(
        (item) => `provider_metadata does not need ${item}`,
      ),
      'provider_metadata takes any field',
      'provider_metadata.kind takes any value',
      'provider_metadata.external_id does not take null',
    ].map((mutant) => `arize ai_integrations_create.${mutant}`),
    reason:
      'noticeable, but the cases of the suite do not try the alternatives of an object yet; test/vendors/arize-ai-integrations.test.ts does (F58)',
  },
  {
    mutants: ['type', 'config.provider'].flatMap((item) => [
      `arize integrations_update.${item} has no type`,
      `arize integrations_update.${item} takes any value`,
    ]),
    reason: 'it never changes: what is not the stored value is refused as a change, whatever it is (decision 0002)',
  },
  {
    mutants: ['respan listModels.?all has another default'],
    reason: 'the parameter changes nothing (A20)',
  },
  {
    mutants: ['langdock createAction.requiresConfirmation has another default'],
    reason: 'no reply shows whether an action asks first (A22)',
  },
  {
    mutants: ['type', 'description', 'required'].map(
      (item) => `langdock createTrigger.inputFields[].${item} has another default`,
    ),
    reason: 'no reply shows the input fields of a trigger (F16)',
  },
  {
    mutants: [
      'langdock updateIntegrationAuth.authType has no type',
      'langdock updateIntegrationAuth.authFields[].type has no type',
      'langdock createAction.inputFields[].type has no type',
      'langdock createTrigger.inputFields[].type has no type',
      ...['create', 'update'].flatMap((verb) => [
        `spideriq ${verb}Integration.spend_limit_period has no type`,
        `spideriq ${verb}Integration.spend_limit_action has no type`,
      ]),
    ],
    reason: 'what is of another type is outside of the enum, and refused in the same words',
  },
  {
    mutants: ['langdock uploadIntegrationIcon has no type', 'langdock uploadIntegrationIcon takes null'],
    reason: 'a form is always an object',
  },
  {
    mutants: ['langdock uploadIntegrationIcon does not need icon'],
    reason: 'the next check refuses a missing file with the same message',
  },
];
