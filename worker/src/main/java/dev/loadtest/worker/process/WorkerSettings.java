package dev.loadtest.worker.process;

import dev.loadtest.control.OperatorCheck;
import dev.loadtest.control.WorkerEnvironment;
import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.engine.plan.SecretRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker process is told when it starts; {@link WorkerEnvironment} says what each is.
 *
 * @param operator whom it obeys
 * @param index its place among the run's workers; empty where any may be given to it
 * @param aims what it connects to
 * @param claimSets the file sets that lie on claims
 * @param required what it must find before it is ready
 * @param output where samples and reports go; empty where none are kept
 */
record WorkerSettings(
        OperatorCheck operator,
        int controlPort,
        int metricsPort,
        Optional<Integer> index,
        Aims aims,
        List<SecretRef> required,
        Path files,
        Set<String> claimSets,
        Path references,
        Optional<Path> output,
        Duration grace) {

    WorkerSettings {
        required = List.copyOf(required);
        claimSets = Set.copyOf(claimSets);
    }

    /**
     * What a worker may connect to.
     *
     * @param allowed one of these allows host, port and address together
     * @param denied addresses beyond those that always are
     * @param clusterRanges addresses that look public and are the cluster's
     */
    record Aims(List<TargetRule> allowed, List<Cidr> denied, List<Cidr> clusterRanges) {
        Aims {
            allowed = List.copyOf(allowed);
            denied = List.copyOf(denied);
            clusterRanges = List.copyOf(clusterRanges);
        }
    }
}
