package dev.loadtest.worker.process;

import dev.loadtest.control.address.Cidr;
import dev.loadtest.control.address.TargetRule;
import dev.loadtest.control.seal.OperatorCheck;
import dev.loadtest.control.session.WorkerEnvironment;
import dev.loadtest.engine.plan.Auth;
import dev.loadtest.engine.plan.SecretRef;
import dev.loadtest.worker.warmup.WarmUp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of a worker process at its start; {@link WorkerEnvironment} explains each.
 *
 * @param operator verifies its operators
 * @param index of the worker in the run; empty if any may be assigned
 * @param aims its allowed destinations
 * @param claimSets the file sets on claims
 * @param required references required for readiness
 * @param signIns clients whose tokens are required for readiness
 * @param output folder of samples and reports; empty to keep none
 * @param warmUp how much of a warm-up its run needs
 */
record WorkerSettings(
        OperatorCheck operator,
        int controlPort,
        int metricsPort,
        Optional<Integer> index,
        Aims aims,
        List<SecretRef> required,
        List<Auth.OAuth2> signIns,
        Path files,
        Set<String> claimSets,
        Path references,
        Optional<Path> output,
        WarmUp.Extent warmUp,
        Duration grace) {

    WorkerSettings {
        required = List.copyOf(required);
        signIns = List.copyOf(signIns);
        claimSets = Set.copyOf(claimSets);
    }

    /**
     * Allowed destinations of a worker.
     *
     * @param allowed one of these must allow host, port and address together
     * @param denied addresses beyond the built-in ones
     * @param clusterRanges addresses of the cluster that look public
     */
    record Aims(List<TargetRule> allowed, List<Cidr> denied, List<Cidr> clusterRanges) {
        Aims {
            allowed = List.copyOf(allowed);
            denied = List.copyOf(denied);
            clusterRanges = List.copyOf(clusterRanges);
        }
    }
}
