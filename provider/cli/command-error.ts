/** Something that the user of the command line can put right: a sentence, complete as it is. */
export class CommandError extends Error {
    override readonly name = "CommandError";
}
