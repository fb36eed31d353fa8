import { brokerBefore } from "./company.js";

let broker;

export default {
  fetch(request, { MYSAFE_URL: baseUrl }, context) {
    broker ??= brokerBefore({ baseUrl });
    const answer = broker.fetch(request);
    context.waitUntil(answer); // a caller that leaves does not end the change that it asked for
    return answer;
  },
};
