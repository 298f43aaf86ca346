package dev.loadtest.worker.process;

import dev.loadtest.control.TokenCheck;
import dev.loadtest.control.WorkerEnvironment;
import dev.loadtest.control.address.Cidr;
import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a worker process is told when it starts; {@link WorkerEnvironment} says what each is.
 *
 * @param index its place among the run's workers; empty where any may be given to it
 * @param allowed the only addresses that it connects to
 * @param denied addresses beyond those that always are
 * @param required what it must find before it is ready
 * @param output where samples and reports go; empty where none are kept
 */
record WorkerSettings(
        TokenCheck token,
        int controlPort,
        int metricsPort,
        Optional<Integer> index,
        List<Cidr> allowed,
        List<Cidr> denied,
        List<SecretRef> required,
        Path files,
        Path references,
        Optional<Path> output,
        Duration grace) {

    WorkerSettings {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
        required = List.copyOf(required);
    }
}
