/** In which organization a schedule was made: kept with each schedule, and short, since Pulumi writes it many times. */

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An organization's id as state keeps it: a UUID in base64url, 22 characters instead of 36; any other as it is. */
export function packOrganization(id: string): string {
    return UUID.test(id) ? Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url") : id;
}

/** The id that was packed. */
export function unpackOrganization(packed: string): string {
    const hex = Buffer.from(packed, "base64url").toString("hex");
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return packOrganization(id) === packed ? id : packed;
}
