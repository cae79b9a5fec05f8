/** Every route there is. */
import { CODES } from "./codes.ts";
import { MEMBERS } from "./members.ts";
import { OPERATIONS } from "./operations.ts";
import { PREVIEWS } from "./previews.ts";
import { PROGRAMS } from "./programs.ts";
import type { Route } from "./route.ts";
import { service } from "./service.ts";

/** @param openapi makes the document of them */
export const routes = (openapi: () => object): Route[] => [
  ...service(openapi),
  ...PROGRAMS,
  ...PREVIEWS,
  ...CODES,
  ...MEMBERS,
  ...OPERATIONS,
];
