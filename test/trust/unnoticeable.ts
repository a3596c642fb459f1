/** Changes that nobody can notice from outside, and why. An entry that no longer applies fails. */
export interface Unnoticeable {
  mutant: RegExp;
  reason: string;
}

export const ofBehavior: Unnoticeable[] = [
  {
    mutant: /requests\.unknownBodyFields\.treat/,
    reason:
      'the bodies of the contract say it, and have mutants of their own; `check` refuses a behavior that says otherwise',
  },
  {
    mutant: /^(nairi|langdock|spideriq) dialect\.messages\.default\.text/,
    reason: 'no issue that a client can cause is worded by it, or no refusal shows the message',
  },
  {
    mutant: /^(nairi|spideriq) operations\.update\w+\.merge|^langdock operations\.updateIntegration\.merge/,
    reason: 'the body has no object that could be merged, or none that may change',
  },
  {
    mutant: /^arize operations\.integrations_list\.filters\.type/,
    reason: 'every integration is of the only type that there is, and the contract refuses to be asked for another',
  },
  {
    mutant: /^arize operations\.integrations_list\.filters\.space_name/,
    reason: 'no operation makes a space, so nobody can give one a name',
  },
  {
    mutant: /^langdock resources\.integration\.fields\.description\.default/,
    reason: 'the default of the contract goes before it, and has a mutant of its own',
  },
  {
    mutant: /^spideriq resources\.integration\.fields\.is_primary\.default/,
    reason: 'the default of the contract goes before it, and has a mutant of its own',
  },
  {
    mutant: /^respan operations\.listModels\.sort\.default/,
    reason: 'the default of the contract goes before it, and has a mutant of its own',
  },
  {
    mutant: /requiresConfirmation\.default/,
    reason: 'no reply shows whether an action asks first',
  },
  {
    mutant: /^langdock resources\.integration\.fields\.oauthClient\.default/,
    reason: 'an integration begins with a type whose entry in the table goes before the default',
  },
  {
    mutant: /^langdock resources\.integration\.fields\.createdAt\.stamp/,
    reason: 'only the reply to the creation shows it',
  },
  {
    mutant: /^(langdock resources\.action|spideriq resources\.integration)\.order/,
    reason: 'the order is that in which they were made, which is what a list without an order has',
  },
  {
    mutant: /^respan dialect\.refusals\.invalidId\.as/,
    reason: 'nothing that stands in a path is malformed (C2)',
  },
  {
    mutant: /^respan dialect\.refusals\.foreign\.as/,
    reason: 'another account’s provider is known by its integer key only, and no reply shows that',
  },
  {
    mutant: /^respan (resources\.provider\.fields\.extra_kwargs|operations\.(create|update)(Provider|Model))\.merge/,
    reason: 'the only objects in a body are write-only',
  },
  {
    mutant: /^spideriq resources\.integration\.fields\.credentials\.merge/,
    reason: 'credentials never change (S17)',
  },
  {
    mutant: /^spideriq resources\.integration\.fields\.provider_label\.derive\.otherwise/,
    reason: 'the enum of the contract has no provider that is not in the table',
  },
  {
    mutant:
      /^spideriq (resources\.integration\.fields\.(health_status\.derive\.table\.1|last_error\.default)|operations\.listIntegrations\.filters\.health_status\.match)/,
    reason: 'no operation makes a key fail, and what is made is healthy',
  },
  {
    mutant: /^spideriq resources\.integration\.fields\.created_at\.stamp/,
    reason: 'whole seconds, and no reply to a change shows it',
  },
  {
    mutant: /^spideriq resources\.integration\.fields\.billing\.\w+\.once/,
    reason: 'it follows from the provider, which never changes',
  },
];

export const ofContract: Unnoticeable[] = [
  {
    mutant: /\.\?\w+ (has no type|takes null)$/,
    reason: 'a query parameter is a text, whatever its schema; what is told by another keyword has a mutant of its own',
  },
  {
    mutant: /^arize integrations_update\.(type|config\.provider) (has no type|takes any value)/,
    reason: 'it never changes: what is not the stored value is refused as a change, whatever it is (decision 0002)',
  },
  { mutant: /^respan listModels\.\?all has another default/, reason: 'the parameter changes nothing (A20)' },
  {
    mutant: /requiresConfirmation has another default/,
    reason: 'no reply shows whether an action asks first',
  },
  {
    mutant: /^langdock createTrigger\.inputFields\[\]\.\w+ has another default/,
    reason: 'no reply shows the input fields of a trigger',
  },
  {
    mutant:
      /^langdock (updateIntegrationAuth\.authFields|createAction\.inputFields|createTrigger\.inputFields)\[\]\.type has no type/,
    reason: 'what is of another type is outside of the enum, and refused in the same words',
  },
  {
    mutant: /^langdock updateIntegrationAuth\.authType has no type/,
    reason: 'what is of another type is outside of the enum, and refused in the same words',
  },
  {
    mutant: /^spideriq (create|update)Integration\.spend_limit_\w+ has no type/,
    reason: 'what is of another type is outside of the enum, and refused in the same words',
  },
  {
    mutant: /^langdock uploadIntegrationIcon (has no type|takes null)/,
    reason: 'a form is always an object',
  },
  {
    mutant: /^langdock uploadIntegrationIcon does not need icon/,
    reason: 'a file that is not there is refused for what it is not as well, in the same words',
  },
  {
    mutant: /^spideriq syncBilling\.200\.results\[\] loses error/,
    reason: 'no operation makes a key fail',
  },
];
