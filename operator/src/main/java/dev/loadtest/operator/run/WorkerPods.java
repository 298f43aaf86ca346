package dev.loadtest.operator.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Workers of a run and their pods, while pods come and go. Any thread. */
final class WorkerPods {
    private final Map<Integer, Member> members = new TreeMap<>();
    private final Set<String> leaving = new HashSet<>();

    /** @param pod its UID */
    private record Member(String pod, PodWorker worker, boolean isLost) {}

    /** @param pods UIDs of the workers' pods, by index */
    WorkerPods(Map<Integer, String> pods, List<PodWorker> workers) {
        for (PodWorker worker : workers) {
            members.put(worker.index(), new Member(Objects.requireNonNull(pods.get(worker.index())), worker, false));
        }
    }

    /** Pods of the workers that are not lost, by index. */
    synchronized Map<Integer, String> pods() {
        Map<Integer, String> pods = new HashMap<>();
        members.forEach((index, member) -> {
            if (!member.isLost()) {
                pods.put(index, member.pod());
            }
        });
        return pods;
    }

    /** A pod is gone; its worker fails from now on. */
    void gone(int index, String pod, String why) {
        PodWorker worker;
        synchronized (this) {
            Member member = members.get(index);
            if (member == null || member.isLost() || !member.pod().equals(pod)) {
                return;
            }
            members.put(index, new Member(pod, member.worker(), true));
            worker = member.worker();
        }
        worker.lost(why);
        worker.close();
    }

    /** A pod is being deleted; a repetition has no effect. */
    void leaving(int index, String pod, String why) {
        PodWorker worker;
        synchronized (this) {
            Member member = members.get(index);
            if (member == null || member.isLost() || !member.pod().equals(pod) || !leaving.add(pod)) {
                return;
            }
            worker = member.worker();
        }
        worker.leaving(why);
    }

    /** A pod takes an index whose worker is lost or never existed; empty if the index is occupied. */
    synchronized Optional<PodWorker> came(int index, String pod, Supplier<PodWorker> connect) {
        Member before = members.get(index);
        if (before != null && (!before.isLost() || before.pod().equals(pod))) {
            return Optional.empty();
        }
        PodWorker worker = connect.get();
        members.put(index, new Member(pod, worker, false));
        return Optional.of(worker);
    }

    /** Healthy workers by index, then those whose pods are leaving, then those that do not answer. */
    synchronized List<PodWorker> living() {
        return members.values().stream()
                .filter(member -> !member.isLost())
                .sorted(Comparator.comparing((Member member) -> member.worker().isLost())
                        .thenComparing(member -> leaving.contains(member.pod())))
                .map(Member::worker)
                .toList();
    }

    void close() {
        List<PodWorker> all = new ArrayList<>();
        synchronized (this) {
            members.values().forEach(member -> all.add(member.worker()));
        }
        all.forEach(PodWorker::close);
    }
}
