//! A Tauri program that does nothing: a window with one page, and a tray icon with a menu. `--hidden` leaves the window
//! out. `npm run bench:app` measures the desktop program against it.
use tauri::menu::{Menu, MenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{App, RunEvent, WebviewUrl, WebviewWindowBuilder};

fn main() -> tauri::Result<()> {
    let app = tauri::Builder::default().setup(|app| Ok(set_up(app)?)).build(tauri::generate_context!())?;
    app.run(|_, event| {
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit(); // the tray stays
        }
    });
    Ok(())
}

fn set_up(app: &App) -> tauri::Result<()> {
    let menu = Menu::with_items(app, &[&MenuItem::with_id(app, "quit", "Quit", true, None::<&str>)?])?;
    let icon = app.default_window_icon().cloned();
    let tray = TrayIconBuilder::new().menu(&menu).on_menu_event(|app, _| app.exit(0));
    icon.into_iter().fold(tray, TrayIconBuilder::icon).build(app)?;
    if !std::env::args().any(|word| word == "--hidden") {
        let page = WebviewUrl::App("index.html".into());
        WebviewWindowBuilder::new(app, "main", page).title("Upgo, bare").inner_size(1040.0, 720.0).build()?;
    }
    Ok(())
}
