package dev.loadtest.engine.result.block;

import dev.loadtest.engine.result.wire.BlockState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of one request and kind, by index. Confined to one thread. */
public final class BlockRow {
    private final @Nullable Block[] blocks = new @Nullable Block[BlockLimits.MAX_BLOCKS];

    BlockRow() {}

    /** The block with this index, created if absent. */
    public Block at(int index) {
        Block block = blocks[index];
        if (block == null) {
            block = new Block();
            blocks[index] = block;
        }
        return block;
    }

    void add(BlockRow other) {
        for (int i = 0; i < blocks.length; i++) {
            Block more = other.blocks[i];
            if (more != null) {
                at(i).add(more);
            }
        }
    }

    BlockRow copy() {
        BlockRow copy = new BlockRow();
        for (int i = 0; i < blocks.length; i++) {
            Block block = blocks[i];
            copy.blocks[i] = block == null ? null : block.copy();
        }
        return copy;
    }

    List<BlockState> states() {
        List<BlockState> states = new ArrayList<>();
        for (int i = 0; i < blocks.length; i++) {
            Block block = blocks[i];
            if (block != null) {
                states.add(block.state(i));
            }
        }
        return states;
    }

    /** @throws IllegalArgumentException for an index that is too large or used twice, or a histogram that cannot be decoded */
    static BlockRow of(List<BlockState> states) {
        BlockRow row = new BlockRow();
        for (BlockState state : states) {
            if (state.index() >= row.blocks.length || row.blocks[state.index()] != null) {
                throw new IllegalArgumentException("no block, or two, with index " + state.index());
            }
            row.blocks[state.index()] = Block.of(state);
        }
        return row;
    }

    int footprintBytes() {
        int bytes = 16 + 4 * blocks.length;
        for (Block block : blocks) {
            bytes += block == null ? 0 : block.footprintBytes();
        }
        return bytes;
    }
}
