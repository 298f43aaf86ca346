package dev.loadtest.worker.http.hpack;

import dev.loadtest.worker.http.dial.Failure;
import dev.loadtest.worker.http.message.HeadLines;
import dev.loadtest.worker.http.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header blocks of one connection in their order, within limits. Most blocks of a loaded target equal an earlier
 * one, until its Date changes: such a block is compared, not decoded, and does to the dynamic table what it did before.
 */
public final class HeadDecoder {
    private static final int KNOWN = 4;

    private final HpackReader hpack = new HpackReader();
    private final HeadLines lines = new HeadLines();
    private final @Nullable Known[] known = new Known[KNOWN];

    /**
     * A block with its meaning.
     *
     * @param added the fields that it adds to the table
     * @param usesTable whether it means the same only until the table changes
     */
    private record Known(ByteBuf block, ResponseHead head, List<HpackField> added, boolean usesTable) {
        public boolean is(ByteBuf in, int length) {
            return length == block.writerIndex() && ByteBufUtil.equals(in, in.readerIndex(), block, 0, length);
        }
    }

    /**
     * Consumes a whole block.
     *
     * @throws Failure if the block cannot be a response, and the connection may go on
     * @throws MalformedBlock if the state of the connection's table is unknown afterwards
     */
    public ResponseHead decode(ByteBuf in, int length) throws Failure, MalformedBlock {
        int slot = slot(in, length);
        Known same = known[slot];
        if (same != null && same.is(in, length)) {
            in.skipBytes(length);
            if (!same.added.isEmpty()) {
                hpack.addAgain(same.added);
                forget();
            }
            return same.head;
        }
        int from = in.readerIndex();
        lines.reset();
        hpack.read(in, length, lines);
        if (hpack.changedTable()) {
            forget();
        }
        ResponseHead head = lines.head();
        if (!(hpack.usedTable() && hpack.changedTable())) {
            byte[] block = new byte[length];
            in.getBytes(from, block);
            known[slot] = new Known(Unpooled.wrappedBuffer(block), head, hpack.added(), hpack.usedTable());
        }
        return head;
    }

    private static int slot(ByteBuf in, int length) {
        return length == 0 ? 0 : (length + in.getByte(in.readerIndex() + length - 1)) & (KNOWN - 1);
    }

    /** The table has changed: indexes mean something else now. */
    private void forget() {
        for (int i = 0; i < KNOWN; i++) {
            Known each = known[i];
            if (each != null && each.usesTable) {
                known[i] = null;
            }
        }
    }
}
