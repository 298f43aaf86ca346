package dev.loadtest.bench;

/**
 * The result of one round of one generator.
 *
 * @param requests complete responses
 * @param cpuSeconds user and system time of the generator's process, without its start if it stays warm
 * @param systemSeconds system time only
 * @param seconds wall-clock time
 * @param allocatedBytes by the generator's threads; -1 if unknown
 * @param failures unexpected responses and requests without a response
 */
record Measured(
        long requests, double cpuSeconds, double systemSeconds, double seconds, long allocatedBytes, long failures) {

    double perCpuSecond() {
        return requests / cpuSeconds;
    }

    double perSecond() {
        return requests / seconds;
    }

    double systemMicros() {
        return systemSeconds * 1e6 / requests;
    }

    double userMicros() {
        return (cpuSeconds - systemSeconds) * 1e6 / requests;
    }

    double allocatedPerRequest() {
        return allocatedBytes < 0 || requests == 0 ? Double.NaN : (double) allocatedBytes / requests;
    }
}
