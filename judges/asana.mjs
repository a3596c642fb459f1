// Asana's own client against a double of Asana's document, which has no behavior file.
import assert from 'node:assert/strict';
import Asana from 'asana';
import { inferredDouble, judge, refused } from './inferred.mjs';

const double = await inferredDouble('asana.yaml');
const client = new Asana.ApiClient();
client.basePath = double.url('asana') + new URL(client.basePath).pathname;
client.authentications.token.accessToken = 'judge';
const api = (name) => new Asana[`${name}Api`](client);

const gids = ({ data }) => data.map((item) => item.gid);
async function notFound(call) {
  const error = await refused(call);
  assert.equal(error.status, 404);
}

await judge('asana', {
  'a task lives': async () => {
    const tasks = api('Tasks');
    const { data: made } = await tasks.createTask({ data: { name: 'Write', notes: 'Soon', workspace: '12345' } }, {});
    assert.match(made.gid, /^\w+$/);
    assert.equal(made.name, 'Write');
    assert.equal((await tasks.getTask(made.gid, {})).data.notes, 'Soon');
    await tasks.updateTask({ data: { name: 'Rewrite' } }, made.gid, {});
    assert.equal((await tasks.getTask(made.gid, {})).data.name, 'Rewrite');
    assert.ok(gids(await tasks.getTasks({})).includes(made.gid));
    await tasks.deleteTask(made.gid);
    await notFound(tasks.getTask(made.gid, {}));
  },
  'a project lives': async () => {
    const projects = api('Projects');
    const { data: made } = await projects.createProject({ data: { name: 'House', workspace: '12345' } }, {});
    assert.equal((await projects.getProject(made.gid, {})).data.name, 'House');
    assert.equal((await projects.updateProject({ data: { name: 'Home' } }, made.gid, {})).data.name, 'Home');
    assert.ok(gids(await projects.getProjects({})).includes(made.gid));
    await projects.deleteProject(made.gid);
    await notFound(projects.getProject(made.gid, {}));
  },
  'a tag lives': async () => {
    const tags = api('Tags');
    const { data: made } = await tags.createTag({ data: { name: 'Urgent', workspace: '12345' } }, {});
    assert.equal((await tags.getTag(made.gid, {})).data.name, 'Urgent');
    assert.ok(gids(await tags.getTags({})).includes(made.gid));
    await tags.deleteTag(made.gid);
    await notFound(tags.getTag(made.gid, {}));
  },
  'a webhook lives': async () => {
    const webhooks = api('Webhooks');
    const { data: made } = await webhooks.createWebhook(
      { data: { resource: '12345', target: 'https://example.com/hook' } },
      {},
    );
    assert.equal((await webhooks.getWebhook(made.gid, {})).data.target, 'https://example.com/hook');
    await webhooks.deleteWebhook(made.gid);
    await notFound(webhooks.getWebhook(made.gid, {}));
  },
  'an unknown task is refused': () => notFound(api('Tasks').getTask('1', {})),
});
await double.close();
