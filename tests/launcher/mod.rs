//! Starts a test program again under `mpirun`. `DISTARRAY_TEST_MPIRUN` names another launcher,
//! `DISTARRAY_TEST_TIMEOUT` other seconds.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub fn launch(ranks: usize, arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    let launcher = std::env::var("DISTARRAY_TEST_MPIRUN").unwrap_or("mpirun".to_string());
    let seconds = std::env::var("DISTARRAY_TEST_TIMEOUT").ok();
    let seconds = seconds.and_then(|s| s.parse().ok()).unwrap_or(120);
    let mut words = launcher.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("mpirun"));
    command
        .args(words)
        .args(["-n", &ranks.to_string()])
        .arg(std::env::current_exe().map_err(|e| e.to_string())?)
        .args(arguments)
        .env("DISTARRAY_TEST_RANKS", ranks.to_string())
        // Open MPI: allow root and more ranks than cores, and do not bind several ranks to one core.
        .env("OMPI_ALLOW_RUN_AS_ROOT", "1")
        .env("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
        .env("OMPI_MCA_rmaps_base_oversubscribe", "1")
        .env("OMPI_MCA_hwloc_base_binding_policy", "none")
        .env("PRTE_ALLOW_RUN_AS_ROOT", "1")
        .env("PRTE_ALLOW_RUN_AS_ROOT_CONFIRM", "1")
        .env("PRTE_MCA_rmaps_default_mapping_policy", ":oversubscribe")
        .envs(environment.iter().copied())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let child = command.spawn().map_err(|e| format!("cannot start '{launcher}': {e}"))?;
    watch(child, Duration::from_secs(seconds))
}
/// Waits, reads what the child says meanwhile, and ends it after the time.
fn watch(mut child: Child, most: Duration) -> Result<(), String> {
    fn reader(mut from: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = from.read_to_end(&mut bytes);
            String::from_utf8_lossy(&bytes).into_owned()
        })
    }
    let readers = [child.stdout.take().map(reader), child.stderr.take().map(reader)];
    let begin = Instant::now();
    let outcome = loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => break Ok(()),
            Ok(Some(status)) => break Err(format!("{status}")),
            Err(error) => break Err(error.to_string()),
            Ok(None) if begin.elapsed() > most => {
                // SIGTERM lets the launcher end its ranks.
                unsafe { libc::kill(child.id() as i32, libc::SIGTERM) };
                std::thread::sleep(Duration::from_secs(2));
                let _ = child.kill();
                let _ = child.wait();
                break Err(format!("not finished after {} s", most.as_secs()));
            }
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let said: String = readers.into_iter().flatten().filter_map(|reader| reader.join().ok()).collect();
    outcome.map_err(|error| format!("{error}\n{said}"))
}
