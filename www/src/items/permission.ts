import type { ListedPermission } from "../kinds/field.ts";
import type { Summary } from "../kinds/kind.ts";

/** Whether an item has a permission. */
export const permissions: Readonly<Record<ListedPermission, (item: Summary) => boolean>> = {
  canView: ({ canView }) => canView,
  cannotView: ({ canView }) => !canView,
  canWrite: ({ canWrite }) => canWrite,
  readOnly: ({ canWrite }) => !canWrite,
  needJustify: ({ needJustify }) => needJustify,
  needApproval: ({ needApproval }) => needApproval,
};
