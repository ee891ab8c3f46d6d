import { describeMatrix } from "./matrix";

describeMatrix("renew by time");
