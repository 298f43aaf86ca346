package dev.loadtest.worker.http.hpack;

import dev.loadtest.worker.http.message.HeadLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** Decodes header blocks of one connection in their order (RFC 7541 section 6). */
final class HpackReader {
    private static final int BIT_8 = 0x80;
    private static final int BIT_7 = 0x40;
    private static final int BIT_6 = 0x20;
    private static final int MAX_SHIFT = 21;
    private static final int PREFIX_7 = 0x7f;
    private static final int PREFIX_6 = 0x3f;
    private static final int PREFIX_5 = 0x1f;
    private static final int PREFIX_4 = 0x0f;

    private final HpackTable table = new HpackTable();
    private final List<HpackField> added = new ArrayList<>();
    private boolean usesTable;
    private boolean resizesTable;
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int at;
    private int end;

    /** Consumes a block. */
    void read(ByteBuf block, int length, HeadLines fields) throws MalformedBlock {
        in = block;
        at = block.readerIndex();
        end = at + length;
        added.clear();
        usesTable = false;
        resizesTable = false;
        boolean first = true;
        while (at < end) {
            int form = in.getByte(at) & 0xff;
            if ((form & 0xe0) == BIT_6) {
                if (!first) {
                    throw malformed();
                }
                resize();
            } else {
                first = false;
                field(form, fields);
            }
        }
        block.readerIndex(end);
    }

    /** The fields that the last block has added to the table. */
    List<HpackField> added() {
        return List.copyOf(added);
    }

    /** Whether the last block's meaning depends on what the table was. */
    boolean usedTable() {
        return usesTable || resizesTable;
    }

    /** Whether the last block has changed the table. */
    boolean changedTable() {
        return resizesTable || !added.isEmpty();
    }

    /** Does to the table what a block did that was read before. */
    void addAgain(List<HpackField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            table.add(fields.get(i));
        }
    }

    private void resize() throws MalformedBlock {
        int limit = integer(PREFIX_5);
        if (limit > HpackTable.MAX_SIZE) {
            throw malformed();
        }
        resizesTable = true;
        table.limit(limit);
    }

    private void field(int form, HeadLines fields) throws MalformedBlock {
        HpackField field;
        if ((form & BIT_8) != 0) {
            field = indexed(integer(PREFIX_7));
        } else {
            boolean adds = (form & BIT_7) != 0;
            int index = integer(adds ? PREFIX_6 : PREFIX_4);
            byte[] name = index == 0 ? string() : indexed(index).name();
            field = new HpackField(name, string());
            if (adds) {
                added.add(field);
                table.add(field);
            }
        }
        fields.add(field.name(), field.value());
    }

    private HpackField indexed(int index) throws MalformedBlock {
        if (index == 0) {
            throw malformed();
        }
        if (index <= HpackField.staticCount()) {
            return HpackField.ofStatic(index);
        }
        usesTable = true;
        HpackField field = table.get(index - HpackField.staticCount());
        if (field == null) {
            throw malformed();
        }
        return field;
    }

    /** An integer with a prefix (section 5.1), which no block needs to be larger than 2^28. */
    private int integer(int prefix) throws MalformedBlock {
        int value = next() & prefix;
        if (value < prefix) {
            return value;
        }
        for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
            int more = next();
            value += (more & 0x7f) << shift;
            if ((more & BIT_8) == 0) {
                return value;
            }
        }
        throw malformed();
    }

    private byte[] string() throws MalformedBlock {
        boolean huffman = at < end && (in.getByte(at) & BIT_8) != 0;
        int length = integer(PREFIX_7);
        if (length > end - at) {
            throw malformed();
        }
        int from = at;
        at += length;
        if (!huffman) {
            byte[] text = new byte[length];
            in.getBytes(from, text);
            return text;
        }
        byte[] text = Huffman.decode(in, from, length);
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    private int next() throws MalformedBlock {
        if (at >= end) {
            throw malformed();
        }
        return in.getByte(at++) & 0xff;
    }

    private static MalformedBlock malformed() {
        return new MalformedBlock();
    }
}
