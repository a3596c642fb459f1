/** Behavior of Langdock alone: icon uploads, and input fields that keep their jsonSchema. */
import { isObject, type Json } from '../grammar/json.js';
import type { Quirk } from '../engine/model/vendor.js';
import { resourceNamed, targetRecord } from '../engine/records/locate.js';
import { keyOf } from '../engine/records/record-key.js';
import { present } from '../engine/decide/present.js';
import { changedRecord, slug } from '../engine/decide/fields.js';
import { Refusal } from '../engine/model/refusal.js';
import { replace } from '../engine/decide/verbs/write.js';

/** The image types that the docs name, with their file extensions. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
]);

/** PUT …/icon: accepts a file in a form. The icon's URL depends only on the integration's id. */
export const uploadIcon: Quirk = (context) => {
  const resource = resourceNamed(context.vendor, 'integration');
  const integration = targetRecord(context, resource);
  if (integration instanceof Refusal) return integration;
  const ending = ENDINGS.get(mediaType(context.input.body['icon']));
  if (ending === undefined) {
    return new Refusal('invalid', {
      issues: [
        { in: 'body', field: 'icon', keyword: 'contentMediaType', params: { allowedValues: [...ENDINGS.keys()] } },
      ],
    });
  }
  const id = keyOf(resource, integration);
  const record = changedRecord(context, resource, integration, {
    ...integration,
    iconUrl: `https://cdn.example/icons/${id}.${ending}`,
  });
  return {
    changes: [{ resource: resource.name, id, put: record }],
    values: { item: present(context.vendor, context.view, resource, record) },
  };
};

/** The part's content type; from its first bytes if the type is absent or generic (as from Go's CreateFormFile). */
function mediaType(icon: unknown): string {
  if (!isObject(icon) || !(icon['bytes'] instanceof Uint8Array) || icon['bytes'].length === 0) return '';
  const [said = ''] = String(icon['type']).toLowerCase().split(';');
  return said === '' || said === 'application/octet-stream' ? signature(icon['bytes']) : said.trim();
}

function signature(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : '';
}

/** PUT of an action: replaces it, but a field with the same slug as before keeps its jsonSchema if none is sent. */
export const replaceAction: Quirk = (context) => {
  const { input } = context;
  const action = targetRecord(context, resourceNamed(context.vendor, 'action'));
  if (action instanceof Refusal) return action;
  const before = fieldsOf(action);
  const schemas = new Map((before ?? []).map((item) => [item['slug'], item['jsonSchema']]));
  const inputFields = fieldsOf(input.body)?.map((item) => {
    const kept = schemas.get(slug(item['label']));
    return item['jsonSchema'] === undefined && kept !== undefined ? { ...item, jsonSchema: kept } : item;
  });
  const body = inputFields === undefined ? input.body : { ...input.body, inputFields };
  const { evidence } = context.rule.rule;
  return replace(
    { ...context, input: { ...input, body } },
    { verb: 'replace', resource: 'action', keep: ['code', 'requiresConfirmation'], evidence },
  );
};

function fieldsOf({ inputFields }: Json): Json[] | undefined {
  return Array.isArray(inputFields) ? inputFields.filter(isObject) : undefined;
}
