import { describeMatrix } from "./matrix";

describeMatrix("edit");
