import { describeMatrix } from "./matrix";

describeMatrix("reissue");
