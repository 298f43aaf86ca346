package dev.loadtest.operator.checkpoint;

import dev.loadtest.engine.coordinate.checkpoint.CheckpointStoreContract;
import dev.loadtest.operator.SampleTests;
import dev.loadtest.operator.key.OperatorKey;
import dev.loadtest.operator.run.Opening;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

/** A store of ConfigMaps keeps to what every store must. */
@Timeout(20)
class ConfigMapStoreContractTest extends CheckpointStoreContract {
    private final CheckpointOpening opening =
            new CheckpointOpening(new MemoryConfigMaps(), SampleTests.test(), new OperatorKey(new byte[32]), false);

    @Override
    protected Claim claim() throws IOException {
        Opening.Opened opened = opening.open();
        return new Claim(opened.checkpoint(), opened.store());
    }
}
