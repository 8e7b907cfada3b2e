package dev.allstop.bench.scale;

/** What was sent since the beginning. A message to all counts once where the stack sends it once. */
record Traffic(long messages, long bytes) {

    Traffic since(Traffic before) {
        return new Traffic(messages - before.messages, bytes - before.bytes);
    }

    /** Reads {@code messages bytes}. */
    static Traffic parse(String text) {
        String[] words = text.split(" ");
        return new Traffic(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    @Override
    public String toString() {
        return messages + " " + bytes;
    }
}
