package check

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	rollouts "github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	flagger "github.com/fluxcd/flagger/pkg/apis/flagger/v1beta1"
	flux "github.com/fluxcd/kustomize-controller/api/v1"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	rbac "k8s.io/api/rbac/v1"
	"sigs.k8s.io/yaml"
)

// typed parses a document into a tool's own type; a field that the type lacks fails the test.
func typed[T any](t *testing.T, text []byte) *T {
	t.Helper()
	var parsed T
	if err := yaml.UnmarshalStrict(text, &parsed); err != nil {
		t.Fatal(err)
	}
	return &parsed
}

func TestLoadTestsAreAdmitted(t *testing.T) {
	crd := loadCRD(t)
	for _, path := range []string{"../argocd/loadtest.yaml", "../flux/loadtest.yaml"} {
		test := object(t, bytes.ReplaceAll(read(t, path), []byte("${version}"), []byte("1-4-2")))
		if test.GetName() == "" {
			test.SetName(test.GetGenerateName() + "x7k2p")
		}
		crd.admit(t, test, nil)
		again := test.DeepCopy()
		crd.admit(t, again, test)
	}
}

// A misspelt field has to be found.
func TestUnknownFieldIsRefused(t *testing.T) {
	test := object(t, bytes.Replace(read(t, "../argocd/loadtest.yaml"), []byte("perSecond"), []byte("perSeconds"), 1))
	test.SetName("shop")
	if errs := loadCRD(t).refusals(test, nil); len(errs) == 0 {
		t.Error("it is admitted")
	}
}

func TestFluxKustomizations(t *testing.T) {
	steps := documents(t, "../flux/kustomization.yaml")
	application, test := typed[flux.Kustomization](t, steps[0]), typed[flux.Kustomization](t, steps[1])
	if !test.Spec.Wait || test.Spec.Timeout == nil || test.Spec.DependsOn[0].Name != application.Name {
		t.Errorf("the step is %v", test.Spec)
	}
	if version := test.Spec.PostBuild.Substitute["version"]; version == "" || strings.Contains(version, ".") {
		t.Errorf("a name of version %q is no DNS label", version)
	}
}

// The Job that Argo Rollouts makes, which GateJobE2E runs.
func analysisJob(t *testing.T) *batch.JobSpec {
	t.Helper()
	template := typed[rollouts.AnalysisTemplate](t, read(t, "../argo-rollouts/analysistemplate.yaml"))
	if len(template.Spec.Metrics) != 1 || template.Spec.Metrics[0].Provider.Job == nil {
		t.Fatalf("its metrics are %v", template.Spec.Metrics)
	}
	return &template.Spec.Metrics[0].Provider.Job.Spec
}

func TestArgoRollouts(t *testing.T) {
	template := typed[rollouts.AnalysisTemplate](t, read(t, "../argo-rollouts/analysistemplate.yaml"))
	rollout := typed[rollouts.Rollout](t, read(t, "../argo-rollouts/rollout.yaml"))
	analysis := rollout.Spec.Strategy.Canary.Steps[1].Analysis
	if analysis.Templates[0].TemplateName != template.Name || analysis.Args[0].Name != template.Spec.Args[0].Name {
		t.Errorf("the rollout asks for %v", analysis)
	}
	job := analysisJob(t)
	if *job.BackoffLimit != 0 {
		t.Error("a load test that failed would run again")
	}
	checkRestricted(t, job.Template.Spec)
}

// Pod Security "restricted" is common where load tests run.
func checkRestricted(t *testing.T, pod core.PodSpec) {
	t.Helper()
	container := pod.Containers[0].SecurityContext
	if !*pod.SecurityContext.RunAsNonRoot || pod.SecurityContext.SeccompProfile.Type != core.SeccompProfileTypeRuntimeDefault ||
		*container.AllowPrivilegeEscalation || container.Capabilities.Drop[0] != "ALL" {
		t.Errorf("the pod is not restricted: %v", pod)
	}
}

// The service account of the Job has the rights of rbac.yaml and no others.
func TestRights(t *testing.T) {
	objects := documents(t, "../rbac.yaml")
	account := typed[core.ServiceAccount](t, objects[0])
	role := typed[rbac.Role](t, objects[1])
	binding := typed[rbac.RoleBinding](t, objects[2])
	if binding.RoleRef.Name != role.Name || binding.Subjects[0].Name != account.Name {
		t.Errorf("the binding is %v", binding)
	}
	if used := analysisJob(t).Template.Spec.ServiceAccountName; used != account.Name {
		t.Errorf("the Job runs as %s", used)
	}
	for _, rule := range role.Rules {
		if slices.Contains(rule.Resources, "secrets") || slices.Contains(rule.Verbs, "*") || slices.Contains(rule.Verbs, "delete") {
			t.Errorf("the Role allows %v", rule)
		}
	}
}

func TestFlagger(t *testing.T) {
	canary := typed[flagger.Canary](t, read(t, "../flagger/canary.yaml"))
	hook := canary.Spec.Analysis.Webhooks[0]
	if hook.Type != flagger.PreRolloutHook || (*hook.Metadata)["type"] != "bash" || hook.Timeout == "" {
		t.Errorf("the webhook is %v", hook)
	}
}
