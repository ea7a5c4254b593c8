//! Servers of brokers, started for one test on free ports in a folder of their own. Never outlives the test.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A server that can be killed and started again with the same files and ports.
pub struct Server {
    kind: Kind,
    ports: [u16; 3],
    folder: TempDir,
    child: Option<Child>,
}

#[derive(Clone, Copy)]
enum Kind {
    Nats,
    Rabbit,
}

impl Server {
    /// nats-server with JetStream.
    pub fn nats() -> Self {
        Self::new(Kind::Nats)
    }

    /// rabbitmq-server.
    pub fn rabbit() -> Self {
        Self::new(Kind::Rabbit)
    }

    fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the server");
        let mut server = Self {
            kind,
            ports: free_ports(),
            folder,
            child: None,
        };
        server.start();
        server
    }

    /// What `QUEUE_URL` would be.
    pub fn url(&self) -> String {
        let port = self.ports[0];
        match self.kind {
            Kind::Nats => format!("nats://127.0.0.1:{port}"),
            Kind::Rabbit => format!("amqp://127.0.0.1:{port}/%2f"),
        }
    }

    /// Starts it and waits until its port answers.
    pub fn start(&mut self) {
        let folder = self.folder.path();
        let log = fs::File::create(folder.join("log")).expect("a log");
        let errors = log.try_clone().expect("a log");
        let mut command = match self.kind {
            Kind::Nats => nats(folder, self.ports[0]),
            Kind::Rabbit => rabbit(folder, self.ports),
        };
        command
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .process_group(0);
        self.child = Some(command.spawn().expect("the server is installed"));
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.ports[0])).is_err() {
            let log = || fs::read_to_string(folder.join("log")).unwrap_or_default();
            assert!(
                begin.elapsed() < Duration::from_secs(60),
                "no answer: {}",
                log()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        let Some(mut child) = self.child.take() else {
            return;
        };
        let group = format!("-{}", child.id());
        let killed = Command::new("kill").args(["-KILL", "--", &group]).status();
        assert!(killed.is_ok_and(|status| status.success()), "kill {group}");
        let _ = child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = fs::read_to_string(self.folder.path().join("logs/test@localhost.log"))
                .unwrap_or_default();
            eprintln!("the server said:\n{log}");
        }
        if let Some(mut child) = self.child.take() {
            let group = format!("-{}", child.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
            let _ = child.wait();
        }
        if matches!(self.kind, Kind::Rabbit) {
            // Erlang's port mapper stays behind on its own port.
            let mut epmd = Command::new("epmd");
            epmd.arg("-kill")
                .env("ERL_EPMD_PORT", self.ports[2].to_string());
            let _ = epmd.stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }
}

fn nats(folder: &Path, port: u16) -> Command {
    let mut command = Command::new("nats-server");
    command
        .args(["-js", "-a", "127.0.0.1", "-p", &port.to_string(), "-sd"])
        .arg(folder.join("jetstream"));
    command
}

/// Not the script in the path: that one changes the user and leaves the process group.
fn rabbit(folder: &Path, [port, distribution, epmd]: [u16; 3]) -> Command {
    let mut command = Command::new("/usr/lib/rabbitmq/bin/rabbitmq-server");
    command
        .env("HOME", folder)
        .env("ERL_EPMD_PORT", epmd.to_string())
        .env("RABBITMQ_NODENAME", "test@localhost")
        .env("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1")
        .env("RABBITMQ_NODE_PORT", port.to_string())
        .env("RABBITMQ_DIST_PORT", distribution.to_string())
        .env("RABBITMQ_MNESIA_BASE", folder.join("mnesia"))
        .env("RABBITMQ_LOG_BASE", folder.join("logs"))
        .env("RABBITMQ_PID_FILE", folder.join("pid"))
        .env("RABBITMQ_ENABLED_PLUGINS_FILE", folder.join("plugins"))
        .env("RABBITMQ_FEATURE_FLAGS_FILE", folder.join("flags"));
    command
}

fn free_ports() -> [u16; 3] {
    let listeners = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
    listeners.map(|listener| listener.local_addr().expect("it is bound").port())
}
