/** What calls DigiCert, through one door: check and diff are all that a run without changes asks, and they call nobody. */
export { connect } from "./certcentral/client";
export { budgetOf, carryOut, create } from "./lifecycle/carryOut";
export { look } from "./lifecycle/look";
export { observe } from "./lifecycle/observe";
export { recordedOrder } from "./lifecycle/recordedOrder";
export { retire } from "./lifecycle/retire";
export { createSnapshots } from "./lifecycle/snapshot";
export { createPoller } from "./lifecycle/wait";
