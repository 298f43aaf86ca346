package dev.loadtest.worker.http.hpack;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the Huffman code of HPACK (RFC 7541 appendix B), four bits at a time. The code is canonical, so that the lengths of
 * its words determine them, and no word has fewer than five bits, so that four bits end at most one.
 */
final class Huffman {
    /** Length of each byte's word in bits; the last one is of the end of a string, which must not occur. */
    private static final int[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30
    };

    private static final int LONGEST = 30;
    private static final int END = 256;
    /** Longer padding is not allowed, in bits. */
    private static final int MAX_PADDING = 7;

    private static final int ROOT = 0;
    private static final int BROKEN = 0xffff;
    private static final int NO_BYTE = -1;

    private static final Steps STEPS = new Steps();

    private Huffman() {}

    /**
     * Decodes a string.
     *
     * @param length in bytes, as it was sent
     * @return null if it is malformed
     */
    static byte @Nullable [] decode(ByteBuf in, int from, int length) {
        // No word is shorter than five bits.
        byte[] text = new byte[length * 8 / 5];
        int size = 0;
        int state = ROOT;
        for (int at = from; at < from + length; at++) {
            int bits = in.getByte(at);
            for (int half = bits >> 4 & 0xf, i = 0; i < 2; half = bits & 0xf, i++) {
                int step = state << 4 | half;
                if (STEPS.bytes[step] != NO_BYTE) {
                    text[size++] = (byte) STEPS.bytes[step];
                }
                state = STEPS.next[step];
                if (state == BROKEN) {
                    return null;
                }
            }
        }
        return STEPS.mayEnd[state] ? Arrays.copyOf(text, size) : null;
    }

    /** The code as a machine, whose states are the inner nodes of its tree. */
    private static final class Steps {
        private final int[] zero = new int[END + 1];
        private final int[] one = new int[END + 1];
        private final int[] next = new int[(END + 1) << 4];
        private final int[] bytes = new int[(END + 1) << 4];
        private final boolean[] mayEnd = new boolean[END + 1];
        private int nodes = 1;

        Steps() {
            int word = 0;
            for (int length = 1; length <= LONGEST; length++) {
                word <<= 1;
                for (int symbol = 0; symbol <= END; symbol++) {
                    if (LENGTHS[symbol] == length) {
                        insert(word++, length, symbol);
                    }
                }
            }
            for (int state = 0; state < nodes; state++) {
                for (int half = 0; half < 16; half++) {
                    follow(state, half);
                }
            }
            int node = ROOT;
            for (int depth = 0; depth <= MAX_PADDING; depth++) {
                mayEnd[node] = true;
                node = one[node];
            }
        }

        /** Leaves stand as the complement of their symbol. */
        private void insert(int word, int length, int symbol) {
            int node = ROOT;
            for (int bit = length - 1; bit > 0; bit--) {
                int[] branch = (word >> bit & 1) == 0 ? zero : one;
                if (branch[node] == 0) {
                    branch[node] = nodes++;
                }
                node = branch[node];
            }
            ((word & 1) == 0 ? zero : one)[node] = ~symbol;
        }

        private void follow(int state, int half) {
            int step = state << 4 | half;
            bytes[step] = NO_BYTE;
            int node = state;
            for (int bit = 3; bit >= 0 && node != BROKEN; bit--) {
                node = (half >> bit & 1) == 0 ? zero[node] : one[node];
                if (node == ~END) {
                    node = BROKEN;
                } else if (node < 0) {
                    bytes[step] = ~node;
                    node = ROOT;
                }
            }
            next[step] = node;
        }
    }
}
