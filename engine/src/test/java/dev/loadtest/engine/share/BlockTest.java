package dev.loadtest.engine.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockTest {

    @Test
    void partitionAnyTotal() {
        Random random = new Random(1);
        for (int round = 0; round < 5_000; round++) {
            long total = round % 2 == 0 ? random.nextLong(50) : random.nextLong(1L << 53);
            int workers = 1 + random.nextInt(40);
            long hash = random.nextLong();
            long next = 0;
            for (int i = 0; i < workers; i++) {
                Block block = Block.of(
                        total,
                        (int) Math.floorMod(Math.floorMod(hash, (long) workers) + i, (long) workers),
                        workers,
                        hash);
                assertThat(block.from()).isEqualTo(next);
                assertThat(block.size()).isBetween(total / workers, (total + workers - 1) / workers);
                next = block.to();
            }
            assertThat(next).isEqualTo(total);
        }
    }

    @Test
    void singleRequest() {
        for (int hash = -50; hash < 50; hash++) {
            for (int workers = 1; workers < 9; workers++) {
                for (int worker = 0; worker < workers; worker++) {
                    assertThat(Block.of(1, worker, workers, hash).size())
                            .isEqualTo(worker == Shares.soleWorker(hash, workers) ? 1 : 0);
                }
            }
        }
    }

    @Test
    void largestTotalAndMostWorkers() {
        long total = 1L << 53;
        int workers = Integer.MAX_VALUE;
        assertThat(Block.of(total, workers - 1, workers, 0).to()).isEqualTo(total);
        assertThat(Block.of(total, workers - 1, workers, 0).size()).isBetween(total / workers, total / workers + 1);
    }

    @Test
    void onlyParticipantsHaveBlocks() {
        for (int hash = 0; hash < 20; hash++) {
            long sum = 0;
            int busy = 0;
            for (int worker = 0; worker < 8; worker++) {
                Block block = Block.among(3, 100, worker, 8, hash);
                sum += block.size();
                busy += block.size() > 0 ? 1 : 0;
            }
            assertThat(sum).isEqualTo(100);
            assertThat(busy).isEqualTo(3);
        }
    }
}
