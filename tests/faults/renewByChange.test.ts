import { describeMatrix } from "./matrix";

describeMatrix("renew by change");
