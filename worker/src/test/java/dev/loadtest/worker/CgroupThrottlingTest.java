package dev.loadtest.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loadtest.engine.run.health.HostHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupThrottlingTest {
    private static final String V2 = "usage_usec 100\nnr_periods 9\nnr_throttled 3\nthrottled_usec 4500000\n";
    private static final String V1 = "nr_periods 9\nnr_throttled 3\nthrottled_time 7000000000\n";

    @TempDir
    Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private long millis() {
        return new CgroupThrottling(root).millis();
    }

    @Test
    void ownGroupInVersion2() throws IOException {
        write("proc/self/cgroup", "0::/kubepods/pod1/worker\n");
        write("sys/fs/cgroup/kubepods/pod1/worker/cpu.stat", V2);
        write("sys/fs/cgroup/cpu.stat", V2.replace("4500000", "1"));
        assertThat(millis()).isEqualTo(4_500);
    }

    @Test
    void rootGroupInContainer() throws IOException {
        write("proc/self/cgroup", "0::/../../outside\n");
        write("sys/fs/cgroup/cpu.stat", V2);
        assertThat(millis()).isEqualTo(4_500);
    }

    @Test
    void version1() throws IOException {
        write("proc/self/cgroup", "5:memory:/docker/x\n4:cpu,cpuacct:/docker/x\n");
        write("sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.stat", V1);
        assertThat(millis()).isEqualTo(7_000);
    }

    @Test
    void version1InContainer() throws IOException {
        write("proc/self/cgroup", "4:cpu,cpuacct:/docker/x\n");
        write("sys/fs/cgroup/cpu/cpu.stat", V1);
        assertThat(millis()).isEqualTo(7_000);
    }

    @Test
    void zeroWithoutQuota() throws IOException {
        assertThat(millis()).isZero();
        write("proc/self/cgroup", "nonsense\n0::/\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 100\nthrottled_usec many\n");
        assertThat(millis()).isZero();
        assertThat(new GeneratorHealth(root, System::nanoTime).read().throttledMillis())
                .isZero();
    }

    @Test
    void changeOfGroup() throws IOException {
        write("proc/self/cgroup", "0::/one\n");
        write("sys/fs/cgroup/one/cpu.stat", V2);
        write("sys/fs/cgroup/two/cpu.stat", V2.replace("4500000", "6000000"));
        CgroupThrottling throttling = new CgroupThrottling(root);
        assertThat(throttling.millis()).isEqualTo(4_500);

        write("proc/self/cgroup", "0::/two\n");
        assertThat(throttling.millis()).isEqualTo(6_000);
    }

    @Test
    void partOfHealth() throws IOException {
        GeneratorHealth health = new GeneratorHealth(root, System::nanoTime);
        write("sys/fs/cgroup/cpu.stat", V2);
        assertThat(health.read().throttledMillis()).isEqualTo(4_500);
        assertThat(health.read().gcPauseMillis()).isNotNegative();
    }

    @Test
    void excludesTimeBeforeRun() throws IOException {
        write("sys/fs/cgroup/cpu.stat", V2);
        GeneratorHealth health = new GeneratorHealth(root, System::nanoTime);
        assertThat(health.get()).isEqualTo(HostHealth.UNKNOWN);
        assertThat(health.read().throttledMillis()).isZero();

        write("sys/fs/cgroup/cpu.stat", V2.replace("4500000", "4700000"));
        assertThat(health.read().throttledMillis()).isEqualTo(200);
        write("sys/fs/cgroup/cpu.stat", V2.replace("4500000", "1000000"));
        assertThat(health.read().throttledMillis())
                .as("of another group, which was throttled less")
                .isZero();
    }

    @Test
    void excludesPreparation() throws IOException {
        GeneratorHealth health = new GeneratorHealth(root, System::nanoTime, Runnable::run);
        write("sys/fs/cgroup/cpu.stat", V2);
        assertThat(health.read().throttledMillis()).isEqualTo(4_500);

        health.runBegins();

        assertThat(health.read()).isEqualTo(HostHealth.UNKNOWN);
        write("sys/fs/cgroup/cpu.stat", V2.replace("4500000", "4700000"));
        assertThat(health.read().throttledMillis()).isEqualTo(200);
    }

    @Test
    void refreshedAfterAWhile() throws IOException {
        AtomicLong now = new AtomicLong();
        GeneratorHealth health = new GeneratorHealth(root, now::get, Runnable::run);
        write("sys/fs/cgroup/cpu.stat", V2);

        now.set(200_000_000);
        health.get();
        assertThat(health.get().throttledMillis())
                .as("it was read a moment ago")
                .isZero();

        now.set(200_000_001);
        health.get();
        assertThat(health.get().throttledMillis()).isEqualTo(4_500);
    }
}
