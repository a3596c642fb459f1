// Stripe's own client against a double of Stripe's document, which has no behavior file.
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import { inferredDouble, judge, refused } from './inferred.mjs';

const double = await inferredDouble('stripe.json');
const { hostname: host, port } = new URL(double.url('stripe'));
const stripe = new Stripe('sk_test_judge', { host, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
const { errors } = Stripe;

async function count() {
  let found = 0;
  for await (const customer of stripe.customers.list({ limit: 100 })) if (customer) found++;
  return found;
}
const ids = (list) => list.data.map((item) => item.id);
/** Fails the next call of an operation. */
const failNext = (operation, fault) => double.faults.add({ operation, times: 1, ...fault });
async function rejects(call, type) {
  const error = await refused(call);
  assert.ok(
    error instanceof type,
    `${error.constructor.name} (${error.statusCode}) in place of ${type.name}: ${error.message}`,
  );
  return error;
}

await judge('stripe', {
  'a customer is created': async () => {
    const customer = await stripe.customers.create({ email: 'a@example.com', name: 'Ada', metadata: { order: '1' } });
    assert.equal(customer.object, 'customer');
    assert.deepEqual([customer.email, customer.name, customer.metadata], ['a@example.com', 'Ada', { order: '1' }]);
    return customer;
  },
  'it is read': async ({ 'a customer is created': made }) => {
    const { lastResponse, ...read } = await stripe.customers.retrieve(made.id);
    assert.equal(lastResponse.statusCode, 200);
    assert.deepEqual(read, JSON.parse(JSON.stringify(made)));
  },
  'it is updated': async ({ 'a customer is created': made }) => {
    const updated = await stripe.customers.update(made.id, { name: 'Grace', metadata: { order: '2' } });
    assert.deepEqual([updated.id, updated.name, updated.email], [made.id, 'Grace', 'a@example.com']);
    assert.equal((await stripe.customers.retrieve(made.id)).name, 'Grace');
  },
  'the list has it': async ({ 'a customer is created': made }) =>
    assert.ok(ids(await stripe.customers.list()).includes(made.id)),
  'it is deleted, and gone': async ({ 'a customer is created': made }) => {
    const deleted = await stripe.customers.del(made.id);
    assert.deepEqual([deleted.id, deleted.deleted], [made.id, true]);
    await rejects(stripe.customers.retrieve(made.id), errors.StripeInvalidRequestError);
    assert.ok(!ids(await stripe.customers.list()).includes(made.id));
  },
  'a product lives': async () => {
    const product = await stripe.products.create({ name: 'Lamp', metadata: { shelf: '7' } });
    assert.equal((await stripe.products.retrieve(product.id)).name, 'Lamp');
    assert.equal((await stripe.products.update(product.id, { name: 'Bulb' })).name, 'Bulb');
    assert.ok(ids(await stripe.products.list()).includes(product.id));
    return product;
  },
  'a price of it lives': async ({ 'a product lives': product }) => {
    const price = await stripe.prices.create({ currency: 'usd', unit_amount: 1250, product: product.id });
    assert.deepEqual([price.currency, price.unit_amount], ['usd', 1250]);
    assert.equal((await stripe.prices.retrieve(price.id)).unit_amount, 1250);
    assert.equal((await stripe.prices.update(price.id, { nickname: 'Standard' })).nickname, 'Standard');
    assert.ok(ids(await stripe.prices.list()).includes(price.id));
    return price;
  },
  'a coupon lives': async () => {
    const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once', name: 'Summer' });
    assert.deepEqual([coupon.percent_off, coupon.duration], [25, 'once']);
    assert.equal((await stripe.coupons.update(coupon.id, { name: 'Autumn' })).name, 'Autumn');
    assert.ok(ids(await stripe.coupons.list()).includes(coupon.id));
    assert.equal((await stripe.coupons.del(coupon.id)).deleted, true);
    await rejects(stripe.coupons.retrieve(coupon.id), errors.StripeInvalidRequestError);
  },
  'a subscription lives': async ({ 'a price of it lives': price }) => {
    const customer = await stripe.customers.create({ name: 'Subscriber' });
    const made = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price?.id ?? 'price_1', quantity: 2 }],
      metadata: { plan: 'a' },
    });
    assert.equal(made.object, 'subscription');
    assert.equal((await stripe.subscriptions.retrieve(made.id)).id, made.id);
    const updated = await stripe.subscriptions.update(made.id, { metadata: { plan: 'b' } });
    assert.deepEqual(updated.metadata, { plan: 'b' });
    assert.ok(ids(await stripe.subscriptions.list()).includes(made.id));
    await stripe.subscriptions.cancel(made.id);
  },
  'auto-paging gives each record once': async () => {
    const made = [];
    for (let i = 0; i < 23; i++) made.push((await stripe.customers.create({ name: `Page ${i}` })).id);
    const seen = [];
    for await (const customer of stripe.customers.list({ limit: 5 })) seen.push(customer.id);
    assert.equal(new Set(seen).size, seen.length);
    assert.deepEqual(
      made.filter((id) => !seen.includes(id)),
      [],
    );
  },
  'a retry with the same key creates one record': async () => {
    const before = await count();
    const create = () => stripe.customers.create({ name: 'Once' }, { idempotencyKey: 'judge-key' });
    const [first, second] = [await create(), await create()];
    assert.equal(second.id, first.id);
    assert.equal(await count(), before + 1);
  },
  'the same key with another body is refused': () =>
    rejects(stripe.customers.create({ name: 'Twice' }, { idempotencyKey: 'judge-key' }), errors.StripeError),
  'a retry after a failure creates one record': async () => {
    const before = await count();
    failNext('PostCustomers', { status: 503 });
    await stripe.customers.create({ name: 'Retried' }, { maxNetworkRetries: 2 });
    assert.equal(await count(), before + 1);
  },
  'a retry after a lost reply creates one record': async () => {
    const before = await count();
    failNext('PostCustomers', { drop: 'after' });
    await stripe.customers.create({ name: 'Lost' }, { maxNetworkRetries: 2 });
    assert.equal(await count(), before + 1);
  },
  'an unknown id is StripeInvalidRequestError, 404': async () => {
    const error = await rejects(stripe.customers.retrieve('cus_unknown'), errors.StripeInvalidRequestError);
    assert.equal(error.statusCode, 404);
  },
  'a wrong parameter is StripeInvalidRequestError, 400': async () => {
    const error = await rejects(stripe.customers.list({ limit: 'many' }), errors.StripeInvalidRequestError);
    assert.equal(error.statusCode, 400);
  },
  'a rejected key is StripeAuthenticationError': () => {
    failNext('GetCustomers', { refuse: 'credentialRejected' });
    return rejects(stripe.customers.list(), errors.StripeAuthenticationError);
  },
  'a missing permission is StripePermissionError': () => {
    failNext('GetCustomers', { refuse: 'forbidden' });
    return rejects(stripe.customers.list(), errors.StripePermissionError);
  },
  'a rate limit is StripeRateLimitError': () => {
    failNext('GetCustomers', { refuse: 'rateLimited' });
    return rejects(stripe.customers.list(), errors.StripeRateLimitError);
  },
  'a bare 503 is StripeAPIError': () => {
    failNext('GetCustomers', { status: 503 });
    return rejects(stripe.customers.list(), errors.StripeAPIError);
  },
  'a dropped connection is StripeConnectionError': () => {
    // The client retries a closed connection once, whatever its settings.
    failNext('GetCustomers', { drop: 'before', times: 2 });
    return rejects(stripe.customers.list(), errors.StripeConnectionError);
  },
});
await double.close();
