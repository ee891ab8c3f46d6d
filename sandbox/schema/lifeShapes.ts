import { flag, formats, listOf, object, optional, required, text, whole } from "./shape";

/** Bodies of the calls that follow an order, as DigiCert's pages show them. */

/** [DOC] Revoke certificate, revoke order certificates. The table says `comment`, the examples `comments`. */
export const revocationShape = object({
  skip_approval: optional(flag()),
  revocation_reason: optional(
    text({ oneOf: ["unspecified", "keyCompromise", "affiliationChanged", "superseded", "cessationOfOperation"] }),
  ),
  comment: optional(text()),
  comments: optional(text()),
});

/** [DOC] Update order status: newer pages show `canceled`, older ones `CANCELED`; both say "case sensitive". */
export const orderStatusShape = object({ status: required(text()), note: optional(text()), send_emails: optional(flag()) });

/** [DOC] Update request status. */
export const requestStatusShape = object({ status: required(text()), processor_comment: optional(text()) });

export const additionalEmailsShape = object({ additional_emails: required(listOf(text({ format: formats.email }))) });

export const renewalMessageShape = object({ custom_renewal_message: optional(text()) });

export const customFieldShape = object({ metadata_id: required(whole()), value: required(text()) });
