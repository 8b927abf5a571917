import * as polytomic from "pulumi-polytomic";
import { declarations } from "./declarations";

for (const { name, args } of declarations) new polytomic.BulkSyncSchedule(name, args);
