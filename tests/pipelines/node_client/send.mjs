// Sends COUNT messages of all six calls to HOST and prints the ids the client gave them.
import { Analytics } from '@segment/analytics-node'

const { HOST, WRITE_KEY, COUNT } = process.env
const analytics = new Analytics({ writeKey: WRITE_KEY, host: HOST, flushAt: 20, flushInterval: 200 })
const ids = []
const told = (error, context) => {
  if (error) throw error
  ids.push(context.event.messageId)
}
const calls = [
  (n) => analytics.identify({ userId: `u${n}`, traits: { email: `u${n}@example.com` } }, told),
  (n) => analytics.track({ userId: `u${n}`, event: 'Order Completed', properties: { n } }, told),
  (n) => analytics.page({ anonymousId: `a${n}`, name: 'Home' }, told),
  (n) => analytics.screen({ anonymousId: `a${n}`, name: 'Home' }, told),
  (n) => analytics.group({ userId: `u${n}`, groupId: `g${n}` }, told),
  (n) => analytics.alias({ userId: `u${n}`, previousId: `a${n}` }, told),
]
for (let n = 0; n < Number(COUNT); n += 1) calls[n % calls.length](n)
await analytics.closeAndFlush()
console.log(JSON.stringify(ids))
