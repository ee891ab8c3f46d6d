export { startSandbox } from "./sandbox";
export type { AccountBook, Sandbox, SandboxOptions } from "./sandbox";
export type {
  AccountSettings,
  AuthoritySettings,
  ContainerSettings,
  CustomFieldSettings,
  KeySettings,
  OrganizationSettings,
  Role,
  Warts,
} from "./accountSettings";
export type { CertificateBook, OrderBook, RequestBook } from "./books";
export type { FaultScript, RequestMatch } from "./faultScript";
export type { JournalEntry } from "./journal";
export type { RateLimit } from "./rateLimit";
