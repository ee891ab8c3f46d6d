import type { Route } from "../http/router";
import { accountRoutes } from "./account";
import { certificateRoutes } from "./certificates";
import { duplicateRoutes } from "./duplicates";
import { listRoutes } from "./lists";
import { orderRoutes } from "./orders";
import { reissueRoutes } from "./reissues";
import { requestRoutes } from "./requests";
import { revocationRoutes } from "./revocations";
import { settingRoutes } from "./settings";

/** All of the API. Lists stand first: `order/certificate/status-changes` looks like an order. */
export const routes: readonly Route[] = [
  ...listRoutes,
  ...orderRoutes,
  ...revocationRoutes,
  ...reissueRoutes,
  ...duplicateRoutes,
  ...settingRoutes,
  ...certificateRoutes,
  ...requestRoutes,
  ...accountRoutes,
];
