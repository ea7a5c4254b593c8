//! How others call `web`: one route per operation, the limit on requests in flight, and the health of the process.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing;

use axum::Json;
use axum::extract::State;

use super::failure::Failure;
use super::input::Input;
use crate::payload;

/// Requests in flight: the architecture declares no `concurrency`, so nothing limits them.
pub const CONCURRENCY: Option<usize> = None;

/// What this service does for others; `handlers` implements it.
pub trait Operations: Send + Sync + 'static {
    /// `GET /api/cart/add/{id}/{sku}/{qty}`.
    /// By `load-add-to-cart` from `load-gen`. Evidence: `web/static/js/controller.js:204`, `load-gen/robot-shop.py:70`.
    fn get_api_cart_add_id_sku_qty(
        &self,
        request: payload::GetApiCartAddIdSkuQtyRequest,
    ) -> impl Future<Output = Result<payload::GetApiCartAddIdSkuQtyResponse, Failure>> + Send;
    /// `GET /api/cart/cart/{id}`.
    /// By `load-get-cart` from `load-gen`. Evidence: `web/static/js/controller.js:300`, `load-gen/robot-shop.py:72`.
    fn get_api_cart_cart_id(
        &self,
        request: payload::GetApiCartCartIdRequest,
    ) -> impl Future<Output = Result<payload::GetApiCartCartIdResponse, Failure>> + Send;
    /// `GET /api/cart/rename/{from}/{to}`.
    /// By `load-rename-cart` from `load-gen`. Evidence: `web/static/js/controller.js:490`.
    fn get_api_cart_rename_from_to(
        &self,
        request: payload::GetApiCartRenameFromToRequest,
    ) -> impl Future<Output = Result<payload::GetApiCartRenameFromToResponse, Failure>> + Send;
    /// `GET /api/cart/update/{id}/{sku}/{qty}`.
    /// By `load-update-cart` from `load-gen`. Evidence: `web/static/js/controller.js:288`, `load-gen/robot-shop.py:74`.
    fn get_api_cart_update_id_sku_qty(
        &self,
        request: payload::GetApiCartUpdateIdSkuQtyRequest,
    ) -> impl Future<Output = Result<payload::GetApiCartUpdateIdSkuQtyResponse, Failure>> + Send;
    /// `GET /api/catalogue/categories`.
    /// By `load-list-categories` from `load-gen`. Evidence: `web/static/js/controller.js:103`, `load-gen/robot-shop.py:54`.
    fn get_api_catalogue_categories(
        &self,
        request: payload::GetApiCatalogueCategoriesRequest,
    ) -> impl Future<Output = Result<payload::GetApiCatalogueCategoriesResponse, Failure>> + Send;
    /// `GET /api/catalogue/product/{sku}`.
    /// By `load-get-product` from `load-gen`. Evidence: `web/static/js/controller.js:244`, `load-gen/robot-shop.py:68`.
    fn get_api_catalogue_product_sku(
        &self,
        request: payload::GetApiCatalogueProductSkuRequest,
    ) -> impl Future<Output = Result<payload::GetApiCatalogueProductSkuResponse, Failure>> + Send;
    /// `GET /api/catalogue/products/{category}`.
    /// By `load-list-products` from `load-gen`. Evidence: `web/static/js/controller.js:84`.
    fn get_api_catalogue_products_category(
        &self,
        request: payload::GetApiCatalogueProductsCategoryRequest,
    ) -> impl Future<Output = Result<payload::GetApiCatalogueProductsCategoryResponse, Failure>> + Send;
    /// `GET /api/catalogue/search/{text}`.
    /// By `load-search` from `load-gen`. Evidence: `web/static/js/controller.js:176`.
    fn get_api_catalogue_search_text(
        &self,
        request: payload::GetApiCatalogueSearchTextRequest,
    ) -> impl Future<Output = Result<payload::GetApiCatalogueSearchTextResponse, Failure>> + Send;
    /// `GET /api/ratings/api/fetch/{sku}`.
    /// By `load-get-rating` from `load-gen`. Evidence: `web/static/js/controller.js:255`, `load-gen/robot-shop.py:69`.
    fn get_api_ratings_api_fetch_sku(
        &self,
        request: payload::GetApiRatingsApiFetchSkuRequest,
    ) -> impl Future<Output = Result<payload::GetApiRatingsApiFetchSkuResponse, Failure>> + Send;
    /// `GET /api/shipping/calc/{id}`.
    /// By `load-quote-shipping` from `load-gen`. Evidence: `web/static/js/controller.js:339`, `load-gen/robot-shop.py:80`.
    fn get_api_shipping_calc_id(
        &self,
        request: payload::GetApiShippingCalcIdRequest,
    ) -> impl Future<Output = Result<payload::GetApiShippingCalcIdResponse, Failure>> + Send;
    /// `GET /api/shipping/cities/{code}`.
    /// By `load-list-cities` from `load-gen`. Evidence: `load-gen/robot-shop.py:78`.
    fn get_api_shipping_cities_code(
        &self,
        request: payload::GetApiShippingCitiesCodeRequest,
    ) -> impl Future<Output = Result<payload::GetApiShippingCitiesCodeResponse, Failure>> + Send;
    /// `GET /api/shipping/codes`.
    /// By `load-list-countries` from `load-gen`. Evidence: `web/static/js/controller.js:383`, `load-gen/robot-shop.py:77`.
    fn get_api_shipping_codes(
        &self,
        request: payload::GetApiShippingCodesRequest,
    ) -> impl Future<Output = Result<payload::GetApiShippingCodesResponse, Failure>> + Send;
    /// `GET /api/shipping/match/{code}/{text}`.
    /// By `load-match-city` from `load-gen`. Evidence: `web/static/js/controller.js:399`.
    fn get_api_shipping_match_code_text(
        &self,
        request: payload::GetApiShippingMatchCodeTextRequest,
    ) -> impl Future<Output = Result<payload::GetApiShippingMatchCodeTextResponse, Failure>> + Send;
    /// `GET /api/user/history/{id}`.
    /// By `load-get-history` from `load-gen`. Evidence: `web/static/js/controller.js:545`.
    fn get_api_user_history_id(
        &self,
        request: payload::GetApiUserHistoryIdRequest,
    ) -> impl Future<Output = Result<payload::GetApiUserHistoryIdResponse, Failure>> + Send;
    /// `GET /api/user/uniqueid`.
    /// By `load-get-visitor-id` from `load-gen`. Evidence: `web/static/js/controller.js:117`, `load-gen/robot-shop.py:50`.
    fn get_api_user_uniqueid(
        &self,
        request: payload::GetApiUserUniqueidRequest,
    ) -> impl Future<Output = Result<payload::GetApiUserUniqueidResponse, Failure>> + Send;
    /// `POST /api/payment/pay/{id}`.
    /// By `load-pay` from `load-gen`. Evidence: `web/static/js/controller.js:440`, `load-gen/robot-shop.py:87`.
    fn post_api_payment_pay_id(
        &self,
        request: payload::PostApiPaymentPayIdRequest,
    ) -> impl Future<Output = Result<payload::PostApiPaymentPayIdResponse, Failure>> + Send;
    /// `POST /api/shipping/confirm/{id}`.
    /// By `load-confirm-shipping` from `load-gen`. Evidence: `web/static/js/controller.js:353`, `load-gen/robot-shop.py:84`.
    fn post_api_shipping_confirm_id(
        &self,
        request: payload::PostApiShippingConfirmIdRequest,
    ) -> impl Future<Output = Result<payload::PostApiShippingConfirmIdResponse, Failure>> + Send;
    /// `POST /api/user/login`.
    /// By `load-log-in` from `load-gen`. Evidence: `web/static/js/controller.js:475`, `load-gen/robot-shop.py:41`.
    fn post_api_user_login(
        &self,
        request: payload::PostApiUserLoginRequest,
    ) -> impl Future<Output = Result<payload::PostApiUserLoginResponse, Failure>> + Send;
    /// `POST /api/user/register`.
    /// By `load-register` from `load-gen`. Evidence: `web/static/js/controller.js:521`.
    fn post_api_user_register(
        &self,
        request: payload::PostApiUserRegisterRequest,
    ) -> impl Future<Output = Result<payload::PostApiUserRegisterResponse, Failure>> + Send;
    /// `PUT /api/ratings/api/rate/{sku}/{score}`.
    /// By `load-rate-product` from `load-gen`. Evidence: `web/static/js/controller.js:222`, `load-gen/robot-shop.py:66`.
    fn put_api_ratings_api_rate_sku_score(
        &self,
        request: payload::PutApiRatingsApiRateSkuScoreRequest,
    ) -> impl Future<Output = Result<payload::PutApiRatingsApiRateSkuScoreResponse, Failure>> + Send;
}

/// The whole service.
pub fn router<H: Operations>(handlers: Arc<H>) -> Router {
    limited(routes(handlers), CONCURRENCY).merge(health())
}

/// The operations, without limit and health.
pub fn routes<H: Operations>(handlers: Arc<H>) -> Router {
    Router::new()
        .route("/api/cart/add/{id}/{sku}/{qty}", routing::get(get_api_cart_add_id_sku_qty::<H>))
        .route("/api/cart/cart/{id}", routing::get(get_api_cart_cart_id::<H>))
        .route("/api/cart/rename/{from}/{to}", routing::get(get_api_cart_rename_from_to::<H>))
        .route("/api/cart/update/{id}/{sku}/{qty}", routing::get(get_api_cart_update_id_sku_qty::<H>))
        .route("/api/catalogue/categories", routing::get(get_api_catalogue_categories::<H>))
        .route("/api/catalogue/product/{sku}", routing::get(get_api_catalogue_product_sku::<H>))
        .route("/api/catalogue/products/{category}", routing::get(get_api_catalogue_products_category::<H>))
        .route("/api/catalogue/search/{text}", routing::get(get_api_catalogue_search_text::<H>))
        .route("/api/ratings/api/fetch/{sku}", routing::get(get_api_ratings_api_fetch_sku::<H>))
        .route("/api/shipping/calc/{id}", routing::get(get_api_shipping_calc_id::<H>))
        .route("/api/shipping/cities/{code}", routing::get(get_api_shipping_cities_code::<H>))
        .route("/api/shipping/codes", routing::get(get_api_shipping_codes::<H>))
        .route("/api/shipping/match/{code}/{text}", routing::get(get_api_shipping_match_code_text::<H>))
        .route("/api/user/history/{id}", routing::get(get_api_user_history_id::<H>))
        .route("/api/user/uniqueid", routing::get(get_api_user_uniqueid::<H>))
        .route("/api/payment/pay/{id}", routing::post(post_api_payment_pay_id::<H>))
        .route("/api/shipping/confirm/{id}", routing::post(post_api_shipping_confirm_id::<H>))
        .route("/api/user/login", routing::post(post_api_user_login::<H>))
        .route("/api/user/register", routing::post(post_api_user_register::<H>))
        .route("/api/ratings/api/rate/{sku}/{score}", routing::put(put_api_ratings_api_rate_sku_score::<H>))
        .with_state(handlers)
}

/// Where a limit would stand.
pub fn limited(routes: Router, _concurrency: Option<usize>) -> Router {
    routes
}

/// `live`: the process runs. `ready`: it serves; the state of its dependencies is not part of it yet.
pub fn health() -> Router {
    let fine = || async { StatusCode::OK };
    Router::new().route("/health/live", routing::get(fine)).route("/health/ready", routing::get(fine))
}

async fn get_api_cart_add_id_sku_qty<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCartAddIdSkuQtyRequest>,
) -> Result<Json<payload::GetApiCartAddIdSkuQtyResponse>, Failure> {
    handlers.get_api_cart_add_id_sku_qty(request).await.map(Json)
}

async fn get_api_cart_cart_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCartCartIdRequest>,
) -> Result<Json<payload::GetApiCartCartIdResponse>, Failure> {
    handlers.get_api_cart_cart_id(request).await.map(Json)
}

async fn get_api_cart_rename_from_to<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCartRenameFromToRequest>,
) -> Result<Json<payload::GetApiCartRenameFromToResponse>, Failure> {
    handlers.get_api_cart_rename_from_to(request).await.map(Json)
}

async fn get_api_cart_update_id_sku_qty<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCartUpdateIdSkuQtyRequest>,
) -> Result<Json<payload::GetApiCartUpdateIdSkuQtyResponse>, Failure> {
    handlers.get_api_cart_update_id_sku_qty(request).await.map(Json)
}

async fn get_api_catalogue_categories<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCatalogueCategoriesRequest>,
) -> Result<Json<payload::GetApiCatalogueCategoriesResponse>, Failure> {
    handlers.get_api_catalogue_categories(request).await.map(Json)
}

async fn get_api_catalogue_product_sku<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCatalogueProductSkuRequest>,
) -> Result<Json<payload::GetApiCatalogueProductSkuResponse>, Failure> {
    handlers.get_api_catalogue_product_sku(request).await.map(Json)
}

async fn get_api_catalogue_products_category<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCatalogueProductsCategoryRequest>,
) -> Result<Json<payload::GetApiCatalogueProductsCategoryResponse>, Failure> {
    handlers.get_api_catalogue_products_category(request).await.map(Json)
}

async fn get_api_catalogue_search_text<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiCatalogueSearchTextRequest>,
) -> Result<Json<payload::GetApiCatalogueSearchTextResponse>, Failure> {
    handlers.get_api_catalogue_search_text(request).await.map(Json)
}

async fn get_api_ratings_api_fetch_sku<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiRatingsApiFetchSkuRequest>,
) -> Result<Json<payload::GetApiRatingsApiFetchSkuResponse>, Failure> {
    handlers.get_api_ratings_api_fetch_sku(request).await.map(Json)
}

async fn get_api_shipping_calc_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiShippingCalcIdRequest>,
) -> Result<Json<payload::GetApiShippingCalcIdResponse>, Failure> {
    handlers.get_api_shipping_calc_id(request).await.map(Json)
}

async fn get_api_shipping_cities_code<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiShippingCitiesCodeRequest>,
) -> Result<Json<payload::GetApiShippingCitiesCodeResponse>, Failure> {
    handlers.get_api_shipping_cities_code(request).await.map(Json)
}

async fn get_api_shipping_codes<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiShippingCodesRequest>,
) -> Result<Json<payload::GetApiShippingCodesResponse>, Failure> {
    handlers.get_api_shipping_codes(request).await.map(Json)
}

async fn get_api_shipping_match_code_text<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiShippingMatchCodeTextRequest>,
) -> Result<Json<payload::GetApiShippingMatchCodeTextResponse>, Failure> {
    handlers.get_api_shipping_match_code_text(request).await.map(Json)
}

async fn get_api_user_history_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiUserHistoryIdRequest>,
) -> Result<Json<payload::GetApiUserHistoryIdResponse>, Failure> {
    handlers.get_api_user_history_id(request).await.map(Json)
}

async fn get_api_user_uniqueid<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::GetApiUserUniqueidRequest>,
) -> Result<Json<payload::GetApiUserUniqueidResponse>, Failure> {
    handlers.get_api_user_uniqueid(request).await.map(Json)
}

async fn post_api_payment_pay_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiPaymentPayIdRequest>,
) -> Result<Json<payload::PostApiPaymentPayIdResponse>, Failure> {
    handlers.post_api_payment_pay_id(request).await.map(Json)
}

async fn post_api_shipping_confirm_id<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiShippingConfirmIdRequest>,
) -> Result<Json<payload::PostApiShippingConfirmIdResponse>, Failure> {
    handlers.post_api_shipping_confirm_id(request).await.map(Json)
}

async fn post_api_user_login<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiUserLoginRequest>,
) -> Result<Json<payload::PostApiUserLoginResponse>, Failure> {
    handlers.post_api_user_login(request).await.map(Json)
}

async fn post_api_user_register<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PostApiUserRegisterRequest>,
) -> Result<Json<payload::PostApiUserRegisterResponse>, Failure> {
    handlers.post_api_user_register(request).await.map(Json)
}

async fn put_api_ratings_api_rate_sku_score<H: Operations>(
    State(handlers): State<Arc<H>>,
    Input(request): Input<payload::PutApiRatingsApiRateSkuScoreRequest>,
) -> Result<Json<payload::PutApiRatingsApiRateSkuScoreResponse>, Failure> {
    handlers.put_api_ratings_api_rate_sku_score(request).await.map(Json)
}
