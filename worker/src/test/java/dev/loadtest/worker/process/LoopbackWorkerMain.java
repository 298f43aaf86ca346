package dev.loadtest.worker.process;

import dev.loadtest.worker.http.dial.AddressPolicy;

/** The worker's process with loopback as an allowed target, which a pod never has. */
final class LoopbackWorkerMain {
    private LoopbackWorkerMain() {}

    public static void main(String[] args) {
        Runtime.getRuntime()
                .exit(WorkerMain.run(System.getenv(), settings -> allowed -> AddressPolicy.ALLOW_ALL)
                        .code());
    }
}
