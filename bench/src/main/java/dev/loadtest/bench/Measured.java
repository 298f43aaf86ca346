package dev.loadtest.bench;

/**
 * What one round of one generator came to.
 *
 * @param requests whole responses
 * @param cpuSeconds user and system time of the generator's process, without the time that it took to start where it stays
 * @param systemSeconds the kernel's part of that
 * @param seconds of the clock
 * @param allocatedBytes by the generator's threads; -1 where that is not known
 * @param failures responses that were not as expected, and requests without any
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
