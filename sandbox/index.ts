export { startSandbox } from "./sandbox";
export type { Sandbox, SandboxOptions } from "./sandbox";
export type {
  AccountSettings,
  AuthoritySettings,
  ContainerSettings,
  CustomFieldSettings,
  DomainSettings,
  KeySettings,
  OrganizationSettings,
  Role,
  Warts,
} from "./accountSettings";
export type { AccountBook, CertificateBook, OrderBook, RequestBook } from "./books";
export type { ReissueOptions, Target } from "./control";
export type { FaultScript, RequestMatch } from "./faults/faultScript";
export type { JournalEntry } from "./journal";
export type { RateLimit } from "./rateLimit";
