//! A clock that jumps to the next timer and a transport that follows a script.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use futures::FutureExt;
use futures::executor::LocalPool;
use futures::task::LocalSpawnExt;
use serde_json::Value;

use crate::api::Fields;
use crate::{
    BodyMemory, Client, Clock, Event, Failure, Headers, Kind, Location, Observer, Options, Request, Response,
    RetryOptions, ShareChanges, Transport, retry_after,
};

/// Options that pass every check, with one try for each request.
pub fn options() -> Options {
    Options {
        base_url: "https://vault.example".into(),
        client_id: Some("id".into()),
        client_secret: Some("s3cr3t".into()),
        retry: RetryOptions { never: true, ..RetryOptions::default() },
        ..Options::default()
    }
}

/// The URL parser that stands in for the platform's: both implement the WHATWG standard.
pub fn locate(text: &str) -> Option<Location> {
    let url = url::Url::parse(text).ok()?;
    let hostname = url.host_str().unwrap_or_default().to_owned();
    Some(Location {
        protocol: format!("{}:", url.scheme()),
        has_credentials: !url.username().is_empty() || url.password().is_some(),
        host: url.port().map_or_else(|| hostname.clone(), |port| format!("{hostname}:{port}")),
        hostname,
        pathname: url.path().to_owned(),
        has_query_or_fragment: url.query().or(url.fragment()).is_some_and(|part| !part.is_empty()),
    })
}

#[derive(Default)]
struct Timers {
    /// The monotonic time, ms.
    now: Cell<f64>,
    /// How far the wall clock is ahead, ms.
    ahead: Cell<f64>,
    sleeps: RefCell<Vec<PendingSleep>>,
    next_number: Cell<usize>,
    /// Every random number, so that waits are exact.
    random: Cell<f64>,
}

struct PendingSleep {
    number: usize,
    due: f64,
    waker: Waker,
}

/// A clock that only [`World::run`] and its own methods move.
#[derive(Clone, Default)]
pub struct FakeClock(Rc<Timers>);

impl FakeClock {
    /// Sets the wall clock forward or back. No timer fires.
    pub fn jump(&self, ms: f64) {
        self.0.ahead.set(self.0.ahead.get() + ms);
    }

    /// Lets time pass. No timer fires.
    pub fn pass(&self, ms: f64) {
        self.0.now.set(self.0.now.get() + ms);
    }

    /// Sets every random number from now on.
    pub fn draw(&self, random: f64) {
        self.0.random.set(random);
    }

    fn advance(&self) -> bool {
        let mut sleeps = self.0.sleeps.borrow_mut();
        let Some(first) = (0..sleeps.len()).min_by(|&a, &b| sleeps[a].due.total_cmp(&sleeps[b].due)) else {
            return false;
        };
        let PendingSleep { due, waker, .. } = sleeps.remove(first);
        self.0.now.set(self.0.now.get().max(due));
        waker.wake();
        true
    }
}

impl Clock for FakeClock {
    fn now(&self) -> f64 {
        self.0.now.get() + self.0.ahead.get()
    }

    fn monotonic(&self) -> f64 {
        self.0.now.get()
    }

    fn sleep(&self, ms: f64) -> impl Future<Output = ()> {
        let number = self.0.next_number.replace(self.0.next_number.get() + 1);
        Sleep { timers: self.0.clone(), number, due: self.0.now.get() + ms }
    }

    fn random(&self) -> f64 {
        self.0.random.get()
    }
}

struct Sleep {
    timers: Rc<Timers>,
    number: usize,
    due: f64,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Self { timers, number, due } = &*self;
        if timers.now.get() >= *due {
            return Poll::Ready(());
        }
        let mut sleeps = timers.sleeps.borrow_mut();
        match sleeps.iter_mut().find(|sleep| sleep.number == *number) {
            Some(sleep) => sleep.waker.clone_from(context.waker()),
            None if due.is_finite() => {
                sleeps.push(PendingSleep { number: *number, due: *due, waker: context.waker().clone() });
            }
            None => {}
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.timers.sleeps.borrow_mut().retain(|sleep| sleep.number != self.number);
    }
}

/// What the server does with one request.
pub enum Scripted {
    /// Answers at once.
    Now(Result<Response, Failure>),
    /// Answers after so many ms.
    After(f64, Response),
    /// Never answers.
    Never,
}

type Script = dyn Fn(&Request, usize) -> Scripted;

/// A transport that answers by a script of the request and its number, from 0.
#[derive(Clone)]
pub struct FakeTransport {
    clock: FakeClock,
    script: Rc<Script>,
    pub requests: Rc<RefCell<Vec<Request>>>,
    pub abandoned: Rc<Cell<usize>>,
    /// Whether a request may arrive more than once.
    pub repeats: Rc<Cell<bool>>,
}

impl FakeTransport {
    /// Method, URL and authorization of each request so far.
    pub fn log(&self) -> Vec<String> {
        let show = |request: &Request| {
            let authorization = request.authorization.as_ref().map_or("-", |value| value.expose());
            format!("{} {} {authorization}", request.method.as_str(), with_query(&request.url, &request.query))
        };
        self.requests.borrow().iter().map(show).collect()
    }

    /// How many requests went to the token endpoint.
    pub fn token_requests(&self) -> usize {
        self.requests.borrow().iter().filter(|request| is_token(request)).count()
    }
}

impl Transport for FakeTransport {
    async fn send(&self, request: &Request, _: &BodyMemory) -> Result<Response, Failure> {
        struct Guard<'a>(&'a Cell<usize>, bool);
        impl Drop for Guard<'_> {
            fn drop(&mut self) {
                self.0.set(self.0.get() + usize::from(!self.1));
            }
        }
        let number = self.requests.borrow().len();
        self.requests.borrow_mut().push(request.clone());
        let mut guard = Guard(&self.abandoned, false);
        let answer = match (self.script)(request, number) {
            Scripted::Now(answer) => answer,
            Scripted::After(ms, response) => {
                self.clock.sleep(ms).await;
                Ok(response)
            }
            Scripted::Never => std::future::pending().await,
        };
        guard.1 = true;
        answer
    }

    fn locate(&self, url: &str) -> Option<Location> {
        locate(url)
    }

    fn may_repeat(&self) -> bool {
        self.repeats.get()
    }
}

/// A client with its clock and transport.
pub struct World {
    pub client: Rc<Client<FakeTransport, FakeClock>>,
    pub clock: FakeClock,
    pub transport: FakeTransport,
    /// The events so far, as JSON.
    pub events: Rc<RefCell<Vec<String>>>,
}

impl World {
    pub fn new(options: Options, script: impl Fn(&Request, usize) -> Scripted + 'static) -> Self {
        let clock = FakeClock::default();
        let transport = FakeTransport {
            clock: clock.clone(),
            script: Rc::new(script),
            requests: Rc::default(),
            abandoned: Rc::default(),
            repeats: Rc::default(),
        };
        let events = Rc::<RefCell<Vec<String>>>::default();
        let seen = events.clone();
        let observer: Observer = Rc::new(move |event: &Event<'_>| {
            let json = serde_json::to_string(event).expect("an event serializes");
            seen.borrow_mut().push(json);
        });
        let client =
            Client::new(options, transport.clone(), clock.clone(), Some(observer)).expect("the options are valid");
        Self { client: Rc::new(client), clock, transport, events }
    }

    /// Runs `future` to its end. Time passes only when no task can make progress.
    pub fn run<R: 'static>(&self, future: impl Future<Output = R> + 'static) -> R {
        let mut pool = LocalPool::new();
        let mut handle = pool.spawner().spawn_local_with_handle(future).expect("the pool runs");
        loop {
            pool.run_until_stalled();
            if let Some(result) = (&mut handle).now_or_never() {
                return result;
            }
            assert!(self.clock.advance(), "no task can make progress");
        }
    }
}

/// Whether `request` asks for a token.
pub fn is_token(request: &Request) -> bool {
    request.url.contains("oauth2")
}

/// The headers of an answer.
pub fn headers(all: &'static [(&str, &str)]) -> Headers {
    Rc::new(|name| all.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).into()))
}

/// A JSON answer.
pub fn json(status: u16, body: &str) -> Response {
    Response {
        status,
        headers: headers(&[("content-type", "application/json")]),
        body: body.as_bytes().to_vec(),
        ..Response::default()
    }
}

/// The documented response of that name.
pub fn fixture(name: &str) -> Response {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let fixture: Value = serde_json::from_str(&text).unwrap();
    let body = match &fixture["body"] {
        Value::String(text) => text.clone(),
        body => body.to_string(),
    };
    let kept = fixture["headers"].clone();
    Response {
        status: fixture["status"].as_u64().unwrap().try_into().unwrap(),
        headers: Rc::new(move |name| kept[name].as_str().map(Into::into)),
        body: body.into_bytes(),
        retry_after: fixture["headers"]["retry-after"]
            .as_str()
            .and_then(|header| retry_after(header, None, &FakeClock::default())),
    }
}

/// A token answer.
pub fn token(value: &str, expires_in: u32) -> Scripted {
    Scripted::Now(Ok(json(
        200,
        &format!(r#"{{"token_type":"Bearer","expires_in":{expires_in},"access_token":"{value}"}}"#),
    )))
}

/// Texts to write, by their names in JavaScript.
pub fn fields(kind: &'static Kind, texts: &[(&str, &str)]) -> Fields {
    texts.iter().fold(Fields::new(ShareChanges::default()), |fields, (name, text)| {
        let field = kind.fields.iter().find(|field| field.name == *name);
        fields.with(field.unwrap_or_else(|| panic!("{kind:?} has no {name}")), Some(*text))
    })
}

/// A URL with its query, as a transport sends it.
pub fn with_query(url: &str, query: &[(&'static str, String)]) -> String {
    if query.is_empty() {
        return url.to_owned();
    }
    format!("{url}?{}", url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish())
}
